import type { LedgerRow } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import type { ExistingEvent } from './append-events.ts';

/** By primary key. */
const ERASED = `
SELECT erased.id, erased.source
FROM unnest($1::text[], $2::text[]) AS wanted(id, source)
JOIN erased_event erased ON erased.id = wanted.id AND erased.source = wanted.source`;

type Identity = Pick<LedgerRow, 'id' | 'source'>;

/** Whether an event of the ledger is of a customer that was forgotten. */
export type Erasures = (row: Identity) => boolean;

const keyOf = ({ id, source }: Identity): string => JSON.stringify([source, id]);

/** Asks only where events repeat others. */
export const erasedAmong = async ({ query }: Transaction, existing: readonly ExistingEvent[]): Promise<Erasures> => {
  if (existing.length === 0) return () => false;
  const rows = await query<Identity>(ERASED, [existing.map(({ id }) => id), existing.map(({ source }) => source)]);
  const erased = new Set(rows.map(keyOf));
  return (row) => erased.has(keyOf(row));
};
