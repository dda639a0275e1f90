import {
  activeOn,
  type CivilDate,
  type ContractDays,
  type ContractId,
  type ContractSpan,
  customerArr,
  customerSegments,
  type Decimal,
  dimensionsOf,
  firstActiveDay,
  type Policy,
  reportingContracts,
} from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';

/** A contract as it was known at a point in time. */
export type KnownContract = Readonly<{ contractId: ContractId; spans: readonly ContractSpan[] }>;

/** The day, rules and rates that decide a customer's segments. Currencies without a rate are in no figure. */
export type Placing = Readonly<{ day: CivilDate; policy: Policy; rates: ReadonlyMap<string, Decimal> }>;

/** A customer's ARR in a segment; null if it is in another one. */
export type InSegment = Decimal | null;

/** The days on which a contract is this customer's. */
const daysOf = (customer: string, { contractId, spans }: KnownContract): readonly ContractDays[] =>
  spans
    .filter(({ event }) => event.customerId === customer)
    .map(({ from, to, event, measures }) => ({
      contractId,
      customerId: customer,
      currency: event.currency,
      arr: measures.arr,
      attributes: event.attributes,
      renews: event.renews,
      days: { start: from, end: to },
    }));

/** A customer's part of the segment's ARR on the day; null if it is in another segment. */
export const arrInSegment = (
  { dimension, segment }: SegmentName,
  customer: string,
  contracts: readonly KnownContract[],
  { day, policy, rates }: Placing,
): InSegment => {
  const days = contracts.flatMap((contract) => daysOf(customer, contract));
  const counted = reportingContracts(activeOn(days, day), rates);
  const own = customerSegments(counted, firstActiveDay(days), policy);
  return own[dimensionsOf(policy).indexOf(dimension)] === segment ? customerArr(counted) : null;
};
