import { type ContractId, type Decimal, ZERO } from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { type KnownLedger, ownersOf } from './history-ledger.ts';
import type { MergesInTime } from './history-merges.ts';
import { arrInSegment, type InSegment, type Placing } from './history-segment-arr.ts';
import type { Takes } from './history-store.ts';

/** The effect of events on the ARR of a segment, and whether any customer that they concern was or is in it. */
export type Weight = Readonly<{ change: Decimal; isOfSegment: boolean }>;

export type Weighing = Readonly<{
  /** The contracts that changed, and all others of their customers. */
  ledger: KnownLedger;
  merges: MergesInTime;
  takes: Takes;
  name: SegmentName;
}>;

const NOTHING: Weight = { change: ZERO, isOfSegment: false };

const plus = ({ change, isOfSegment }: Weight, was: InSegment, is: InSegment): Weight => ({
  change: change.plus(is ?? ZERO).minus(was ?? ZERO),
  isOfSegment: isOfSegment || was !== null || is !== null,
});

/**
 * The difference that the contract's events of these takes make to the segment's ARR, with all other events in place.
 */
export const contractWeight = (contractId: ContractId, at: Weighing, placing: Placing | null): Weight => {
  if (placing === null) return NOTHING;
  const { ledger, takes, name } = at;
  const merged = at.merges.at(takes.upTo);
  const owned = ledger.byCustomer(takes.upTo, merged);
  const [before, after] = [ledger.at(contractId, takes.after, merged), ledger.at(contractId, takes.upTo, merged)];
  return ownersOf([before, after]).reduce((weight, customer) => {
    const others = owned(customer).filter((other) => other.contractId !== contractId);
    const was = arrInSegment(name, customer, [...others, before], placing);
    return plus(weight, was, arrInSegment(name, customer, [...others, after], placing));
  }, NOTHING);
};

/**
 * The difference that these merges make to the segment's ARR, with all other merges and all events of contracts in
 * place.
 */
export const mergeWeight = (seqs: readonly number[], at: Weighing, placing: Placing | null): Weight => {
  if (placing === null) return NOTHING;
  const { ledger, merges, takes, name } = at;
  const [without, merged] = [merges.at(takes.upTo, seqs), merges.at(takes.upTo)];
  const moved = ledger.contracts().flatMap((id) => {
    const [before, after] = [ledger.at(id, takes.upTo, without), ledger.at(id, takes.upTo, merged)];
    const isMoved = before.spans.some(({ event }, i) => event.customerId !== after.spans[i]?.event.customerId);
    return isMoved ? [before, after] : [];
  });
  const [formerly, now] = [ledger.byCustomer(takes.upTo, without), ledger.byCustomer(takes.upTo, merged)];
  return ownersOf(moved).reduce(
    (weight, customer) =>
      plus(
        weight,
        arrInSegment(name, customer, formerly(customer), placing),
        arrInSegment(name, customer, now(customer), placing),
      ),
    NOTHING,
  );
};
