import {
  type CivilDate,
  compareCodePoints,
  type ContractId,
  type ContractSpan,
  type Decimal,
  ONE,
  periodOf,
  type Policy,
  round10,
  ZERO,
} from '@app/domain';
import type { SegmentName } from '../ports/snapshot-store.ts';

/** A contract as it was known at some time. */
export type KnownContract = Readonly<{ contractId: ContractId; spans: readonly ContractSpan[] }>;

/** By which rules and rates customers are placed on a day. Currencies without a rate are in no figure. */
export type Placing = Readonly<{ day: CivilDate; policy: Policy; rates: ReadonlyMap<string, Decimal> }>;

/** What a customer has in a segment; null where it stands in another one. */
export type InSegment = Decimal | null;

type Held = Readonly<{ contractId: ContractId; span: ContractSpan }>;

const spanOn = ({ spans }: KnownContract, day: CivilDate): ContractSpan | undefined =>
  spans.find(({ from, to }) => from <= day && (to === null || day < to));

/** The contracts of a customer on a day, but for those that another one renews (definitions, section 6). */
const heldOn = (customer: string, contracts: readonly KnownContract[], day: CivilDate): readonly Held[] => {
  const standing = contracts.flatMap((contract): readonly Held[] => {
    const span = spanOn(contract, day);
    return span?.event.customerId === customer ? [{ contractId: contract.contractId, span }] : [];
  });
  const hides = (by: Held, held: Held): boolean =>
    by.contractId !== held.contractId &&
    by.span.event.renews.includes(held.contractId) &&
    !(held.span.event.renews.includes(by.contractId) && held.contractId > by.contractId);
  return standing.filter((held) => !standing.some((by) => hides(by, held)));
};

/** The first day with ARR is one on which a span of the customer begins, or one that hid another ends. */
const firstActiveDay = (customer: string, contracts: readonly KnownContract[]): CivilDate | null => {
  const turns = contracts.flatMap(({ spans }) => spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to])));
  const hasArr = (day: CivilDate): boolean =>
    heldOn(customer, contracts, day).some(({ span }) => span.measures.arr.gt(0));
  return [...new Set(turns)].toSorted().find(hasArr) ?? null;
};

const amountOf = ({ span }: Held, rates: Placing['rates']): Decimal | null => {
  const rate = rates.get(span.event.currency);
  if (rate === undefined) return null;
  return rate.eq(ONE) ? span.measures.arr : round10(span.measures.arr.times(rate));
};

type Priced = Readonly<{ held: Held; arr: Decimal }>;

const primaryOf = (priced: readonly Priced[]): Priced | undefined =>
  priced.toSorted((a, b) => b.arr.comparedTo(a.arr) || compareCodePoints(a.held.contractId, b.held.contractId))[0];

const bandOf = ({ bands }: Policy, arr: Decimal): string =>
  bands.toSorted((a, b) => b.from.comparedTo(a.from)).find(({ from }) => arr.gte(from))?.label ?? '(none)';

/** What of its segment's ARR a customer is on the day; null where it stands in another segment. */
export const arrInSegment = (
  { dimension, segment }: SegmentName,
  customer: string,
  contracts: readonly KnownContract[],
  { day, policy, rates }: Placing,
): InSegment => {
  const priced = heldOn(customer, contracts, day).flatMap((held) => {
    const arr = amountOf(held, rates);
    return arr === null ? [] : [{ held, arr }];
  });
  const arr = priced.reduce((sum, each) => sum.plus(each.arr), ZERO);
  const segmentHere = (): string => {
    if (dimension === 'all') return 'all';
    if (arr.isZero()) return '(none)';
    if (dimension === 'acv_band') return bandOf(policy, arr);
    if (dimension !== 'cohort') return primaryOf(priced)?.held.span.event.attributes[dimension] || '(none)';
    const first = firstActiveDay(customer, contracts);
    return first === null ? '(none)' : periodOf(policy.cohortGrain, first, policy.fiscalYearStartMonth).label;
  };
  return segmentHere() === segment ? arr : null;
};
