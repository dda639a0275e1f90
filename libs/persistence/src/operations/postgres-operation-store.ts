import {
  type NewStep,
  type Operation,
  OperationRefusedError,
  OperationStore,
  type OperationWork,
} from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { OtherPolicyError } from '../database/guard-policy.ts';
import { holdOperations } from '../database/locks.ts';
import { storableText } from '../ingest/storable-text.ts';
import { insertAudit } from './insert-audit.ts';
import { PostgresOperationTransaction } from './postgres-operation-transaction.ts';

/** By audit_key. */
const DONE_BEFORE = `
SELECT action, asked::text, answer FROM audit WHERE who = $1 AND idempotency_key = $2 AND result = 'done'`;

/** By refused_step_settles: an event that is settled twice is a bug, and nothing of the operation is stored. */
const INSERT_STEPS = `
INSERT INTO refused_step (audit_id, refused_id, outcome, source, id, code, field, message, reason, mended)
SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
  $10::bytea[])`;

/** An operation that publishes again waits for other connections meanwhile. The gate keeps out only other operations. */
const WAIT_LONG = `SET LOCAL idle_in_transaction_session_timeout = '1h'`;

/** The end of a dry run: everything is rolled back. */
class DryRun extends Error {
  constructor(readonly answer: object) {
    super('a dry run');
  }
}

const answeredBefore = async <A>({ query }: Transaction, { who, key, action, asked }: Operation): Promise<A | null> => {
  if (key === null) return null;
  const [row] = await query<{ action: string; asked: string; answer: A }>(DONE_BEFORE, [who, key]);
  if (row === undefined) return null;
  if (row.action === action && row.asked === JSON.stringify(asked)) return row.answer;
  throw new OperationRefusedError(
    'key_reused',
    `the key ${key} was used for another operation; take a new key for a new operation`,
  );
};

const text = (value: string | undefined): string | null => (value === undefined ? null : storableText(value));

const insertSteps = async ({ query }: Transaction, auditId: string, steps: readonly NewStep[]): Promise<void> => {
  if (steps.length === 0) return;
  await query(INSERT_STEPS, [
    auditId,
    steps.map(({ refusedId }) => refusedId),
    steps.map(({ outcome }) => outcome),
    steps.map(({ event }) => event?.source ?? null),
    steps.map(({ event }) => event?.id ?? null),
    steps.map(({ refusal }) => refusal?.code ?? null),
    steps.map(({ refusal }) => text(refusal?.field)),
    steps.map(({ refusal }) => text(refusal?.message)),
    steps.map(({ reason }) => text(reason)),
    steps.map(({ mended }) => mended ?? null),
  ]);
};

/** Operations on a store under a policy, one at a time. The caller's login needs the role acv_operator or acv_writer. */
export class PostgresOperationStore extends OperationStore {
  constructor(
    private readonly database: Database,
    private readonly policyId: string,
  ) {
    super();
  }

  async run<A extends object>(operation: Operation, work: OperationWork<A>): Promise<A> {
    try {
      return await this.database.transaction('READ COMMITTED', (transaction) =>
        this.#once(transaction, operation, work),
      );
    } catch (error) {
      if (error instanceof DryRun) return error.answer as A;
      // A caller does it again under the policy of the store.
      if (operation.dryRun || error instanceof OtherPolicyError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      // If the store cannot be reached, nothing can be noted in it either.
      await insertAudit(this.database, operation, { result: 'failed', answer: { reason: storableText(reason) } }).catch(
        () => undefined,
      );
      throw error;
    }
  }

  async #once<A extends object>(transaction: Transaction, operation: Operation, work: OperationWork<A>): Promise<A> {
    await transaction.query(WAIT_LONG);
    await holdOperations(transaction);
    const before = await answeredBefore<A>(transaction, operation);
    if (before !== null) return before;
    const { answer, steps } = await work(new PostgresOperationTransaction(transaction, this.policyId));
    if (operation.dryRun) throw new DryRun(answer);
    const auditId = await insertAudit(transaction, operation, { result: 'done', answer });
    await insertSteps(transaction, auditId, steps);
    return answer;
  }
}
