import type { Operation } from '@app/processing';
import type { Querying } from '../database/database.ts';

const INSERT_AUDIT = `
INSERT INTO audit (who, action, asked, result, answer, idempotency_key) VALUES ($1, $2, $3, $4, $5, $6)
RETURNING audit_id::text AS id`;

type Ended = Readonly<{ result: 'done' | 'failed'; answer: object }>;

/** Writes the row of an operation that was done or failed. Returns its id. */
export const insertAudit = async (
  store: Querying,
  operation: Omit<Operation, 'dryRun'>,
  { result, answer }: Ended,
): Promise<string> => {
  const { who, action, asked, key } = operation;
  const texts = [JSON.stringify(asked), result, JSON.stringify(answer)];
  const [row] = await store.query<{ id: string }>(INSERT_AUDIT, [who, action, ...texts, key]);
  if (row === undefined) throw new Error('the row of the audit was not stored');
  return row.id;
};
