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
  COUNTING_MERGES,
  RAISE_MERGE_VERSION,
  COUNTING_MERGES_OF,
  QUEUE_CONTRACTS_OF_CUSTOMERS,
  REMOVE_MERGED_CUSTOMERS,
  STORE_MERGED_CUSTOMERS,
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

/** Stores the new merges that are later in record order than the merge that counted so far for their customer. */
const storeMerges = async ({ query }: Transaction, merges: readonly MergedEvent[]): Promise<readonly MergedEvent[]> => {
  const last = lastMerges(merges);
  const rows = await query<MergeRow>(COUNTING_MERGES_OF, [[...last.keys()]]);
  const stored = new Map(rows.map((row) => [row.customer_id, mergeFrom(row)]));
  const later = [...last.values()].filter((merge) => {
    const before = stored.get(merge.customerId);
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
  const rows = await query<{ customer_id: CustomerId; into_id: CustomerId }>(COUNTING_MERGES);
  return mergedCustomers(new Map(rows.map(({ customer_id, into_id }) => [customer_id, into_id])));
};

/** Stores the difference, and returns the customers that count for another one than before. */
const storeMerged = async (
  { query }: Transaction,
  before: MergedCustomers,
  after: MergedCustomers,
): Promise<readonly CustomerId[]> => {
  const moved = [...new Set([...before.keys(), ...after.keys()])].filter(
    (customer) => before.get(customer) !== after.get(customer),
  );
  const merged = moved.filter((customer) => after.has(customer));
  await query(REMOVE_MERGED_CUSTOMERS, [moved.filter((customer) => !after.has(customer))]);
  await query(STORE_MERGED_CUSTOMERS, [merged, merged.map((customer) => after.get(customer))]);
  return moved;
};

/**
 * For each customer whose contracts move, one merge that moved it: the last one that began at the end of its former
 * chain. If there is none, a ring was broken, and any of the merges is named.
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
 * Applies the merges of customers that are new in the ledger, in the transaction that appended them. It queues the
 * contracts whose customer now counts for another one, and a fold draws all of their spans anew. No fold is at work
 * meanwhile: a fold that began before would write spans of the former customer.
 */
export const applyMerges = async (transaction: Transaction, merges: readonly MergedEvent[]): Promise<void> => {
  if (merges.length === 0) return;
  await holdMerges(transaction);
  const counting = await storeMerges(transaction, merges);
  if (counting.length === 0) return;
  const before = await readMergedCustomers(transaction);
  const moved = await storeMerged(transaction, before, await resolvedMerges(transaction));
  if (moved.length === 0) return;
  await transaction.query(RAISE_MERGE_VERSION);
  const caused = [...causes(moved, counting, before)];
  await transaction.query(QUEUE_CONTRACTS_OF_CUSTOMERS, [
    caused.map(([customer]) => customer),
    caused.map(([, { id }]) => id),
    caused.map(([, { source }]) => source),
  ]);
};
