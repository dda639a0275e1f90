import { type CivilDate, type ContractId, Decimal, type LostContract } from '@app/domain';
import { cancellationReason, type ChurnedCustomer, type StoredEntry } from '@app/processing';
import { timelineFrom } from '../contracts/stored-timeline.ts';
import type { Transaction } from '../database/database.ts';
import { eventsBySeq } from '../packs/read-packs.ts';
import { rowsByCustomer } from '../reading/rows-by-customer.ts';
import { PASSING } from '../snapshots/sql/table-names.ts';
import { churnedWithLargestContract } from './churned-customers.sql.ts';

type ChurnedRow = Readonly<{
  customer_id: string;
  arr: string;
  segments: readonly string[];
  contract_id: ContractId;
  timeline: string;
  is_active: boolean;
}>;

/** The cancellation that governs on the day. Null if terms govern that have run out, or if no event governs yet. */
const cancellationOn = ({ timeline }: ChurnedRow, day: CivilDate): StoredEntry | null => {
  const entry = timelineFrom(timeline).findLast(({ from }) => from <= day) ?? null;
  return entry?.customerId === null ? entry : null;
};

type Churned = Readonly<{ row: ChurnedRow; cancelledBy: number | null }>;

const contractThen = ({ row, cancelledBy }: Churned, reasons: ReadonlyMap<number, string | null>): LostContract => {
  if (row.is_active) return { kind: 'active' };
  return cancelledBy === null ? { kind: 'ended' } : { kind: 'cancelled', reason: reasons.get(cancelledBy) ?? null };
};

const reasonsOf = async (
  transaction: Transaction,
  churned: readonly Churned[],
): Promise<ReadonlyMap<number, string | null>> => {
  const cancellations = churned.flatMap(({ row, cancelledBy }) =>
    cancelledBy === null ? [] : [{ contractId: row.contract_id, seq: cancelledBy }],
  );
  const events = await eventsBySeq(transaction, cancellations, 'packs');
  return new Map(events.map((event) => [event.seq, cancellationReason(event)]));
};

/** Reads the churned customers of the comparison in the passing tables, some at a time. `to` is the second day. */
export async function* churnedCustomers(
  transaction: Transaction,
  to: CivilDate,
): AsyncGenerator<readonly ChurnedCustomer[]> {
  for await (const customers of rowsByCustomer<ChurnedRow>(transaction, churnedWithLargestContract(PASSING), [to])) {
    const churned = customers.flat().map((row): Churned => {
      return { row, cancelledBy: row.is_active ? null : (cancellationOn(row, to)?.seq ?? null) };
    });
    const reasons = await reasonsOf(transaction, churned);
    yield churned.map((one) => ({
      segments: one.row.segments,
      churnArr: new Decimal(one.row.arr).negated(),
      largest: contractThen(one, reasons),
    }));
  }
}
