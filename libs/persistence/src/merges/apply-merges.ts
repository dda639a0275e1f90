import {
  compareMerges,
  type CustomerId,
  lastMerges,
  type MergedCustomers,
  mergedCustomers,
  type MergedEvent,
} from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { holdMerges } from '../database/locks.ts';
import {
  ALL_MERGES,
  COUNT_MERGES,
  MERGES_OF,
  QUEUE_CONTRACTS,
  REMOVE_MERGED,
  STORE_MERGED,
  STORE_MERGES,
} from './merges.sql.ts';
import { readMergedCustomers } from './merged-customers.ts';

type MergeRow = Readonly<{
  customer_id: CustomerId;
  into_id: CustomerId | null;
  seconds: string;
  nanos: number;
  id: string;
  source: string;
}>;

const mergeFrom = ({ customer_id, into_id, seconds, nanos, id, source }: MergeRow): MergedEvent => ({
  kind: 'merged',
  id,
  source,
  recordedAt: { seconds: Number(seconds), nanos },
  customerId: customer_id,
  into: into_id,
});

/** Those of the new merges that now count for their customers: later in record order than the one that did. */
const storeMerges = async ({ query }: Transaction, merges: readonly MergedEvent[]): Promise<readonly MergedEvent[]> => {
  const last = lastMerges(merges);
  const rows = await query<MergeRow>(MERGES_OF, [[...last.keys()]]);
  const known = new Map(rows.map((row) => [row.customer_id, mergeFrom(row)]));
  const later = [...last.values()].filter((merge) => {
    const before = known.get(merge.customerId);
    return before === undefined || compareMerges(merge, before) > 0;
  });
  await query(STORE_MERGES, [
    later.map(({ customerId }) => customerId),
    later.map(({ into }) => into),
    later.map(({ recordedAt }) => recordedAt.seconds),
    later.map(({ recordedAt }) => recordedAt.nanos),
    later.map(({ id }) => id),
    later.map(({ source }) => source),
  ]);
  return later;
};

const resolvedMerges = async ({ query }: Transaction): Promise<MergedCustomers> => {
  const rows = await query<{ customer_id: CustomerId; into_id: CustomerId }>(ALL_MERGES);
  return mergedCustomers(new Map(rows.map(({ customer_id, into_id }) => [customer_id, into_id])));
};

/** Customers that count for another one than before. */
const storeMerged = async (
  { query }: Transaction,
  before: MergedCustomers,
  after: MergedCustomers,
): Promise<readonly CustomerId[]> => {
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
    (customer) => before.get(customer) !== after.get(customer),
  );
  const merged = moved.filter((customer) => after.has(customer));
  await query(REMOVE_MERGED, [moved.filter((customer) => !after.has(customer))]);
  await query(STORE_MERGED, [merged, merged.map((customer) => after.get(customer))]);
  return moved;
};

/**
 * For each customer whose contracts move, one merge that moved it: the last that began where its chain ended, or any where a
 * ring was broken.
 */
const causes = (
  moved: readonly CustomerId[],
  counting: readonly MergedEvent[],
  before: MergedCustomers,
): ReadonlyMap<CustomerId, MergedEvent> => {
  const countedFor = (customer: CustomerId): CustomerId => before.get(customer) ?? customer;
  const byFormer = new Map(counting.toSorted(compareMerges).map((merge) => [countedFor(merge.customerId), merge]));
  const [any] = counting;
  return new Map(
    moved.map(countedFor).flatMap((former) => {
      const cause = byFormer.get(former) ?? any;
      return cause === undefined ? [] : [[former, cause] as const];
    }),
  );
};

/**
 * Takes merges of customers that are new in the ledger into account, in the transaction that appended them. Contracts whose
 * customer counts for another one than before wait for a fold, which draws all of their spans anew. While it is at work no
 * fold is: one that had begun before would write spans of the customer as it was.
 */
export const applyMerges = async (transaction: Transaction, merges: readonly MergedEvent[]): Promise<void> => {
  if (merges.length === 0) return;
  await holdMerges(transaction);
  const counting = await storeMerges(transaction, merges);
  if (counting.length === 0) return;
  const before = await readMergedCustomers(transaction);
  const moved = await storeMerged(transaction, before, await resolvedMerges(transaction));
  if (moved.length === 0) return;
  await transaction.query(COUNT_MERGES);
  const caused = [...causes(moved, counting, before)];
  await transaction.query(QUEUE_CONTRACTS, [
    caused.map(([customer]) => customer),
    caused.map(([, { id }]) => id),
    caused.map(([, { source }]) => source),
  ]);
};
