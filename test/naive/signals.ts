import { Fraction, fraction, ONE_FRACTION, ZERO_FRACTION } from '../properties/fraction.ts';
import { type Bridge, BRIDGE_PARTS, type BridgePart, acvBefore, acvNow } from './bridge.ts';
import { hasArr, startsWithArr } from './changes.ts';
import type { Change } from './comparison.ts';
import { type Taken, type Unrounded, unratedIn } from './figures.ts';
import { byCodePoint } from './order.ts';
import { blendsOf } from './mix-and-rate.ts';
import type { Policy } from './policy.ts';
import { quotient, type Row, share } from './rows.ts';

const NAMES: Readonly<Record<Exclude<BridgePart, 'fx'>, string>> = {
  left_mix: 'large_customers_leaving',
  price: 'discounting_or_seat_compression',
  quantity: 'discounting_or_seat_compression',
  discount: 'discounting_or_seat_compression',
  product: 'discounting_or_seat_compression',
  entered_mix: 'new_deals_smaller',
};

const isWithoutCurrency = (part: BridgePart): part is Exclude<BridgePart, 'fx'> => part !== 'fx';

/** A segment's ACV falls period after period while its retention stays flat; the latest period comes last. */
export const fallingAcv = (periods: readonly (Unrounded | null)[], policy: Policy): readonly Row[] => {
  const run = periods.slice(-policy.compressionPeriods).filter((period) => period !== null);
  if (run.length < policy.compressionPeriods) return [];
  const bridges: Bridge[] = [];
  let retained = ONE_FRACTION;
  for (const { trendCc, retention, bridge } of run) {
    if (trendCc === null || !trendCc.isBelowZero() || retention.net === null || bridge === null) return [];
    retained = retained.times(retention.net);
    bridges.push(bridge);
  }
  const points = retained.minus(ONE_FRACTION).absolute().times(fraction('100'));
  if (policy.compressionBand.isBelow(points)) return [];
  const sums = BRIDGE_PARTS.filter(isWithoutCurrency).map((driver) => ({
    driver,
    sum: Fraction.sum(bridges.map((bridge) => bridge[driver])),
  }));
  const most = sums.reduce((least, one) => (one.sum.isBelow(least.sum) ? one : least));
  if (!most.sum.isBelowZero()) return [];
  return [{ code: NAMES[most.driver], driver: most.driver, driver_sum: quotient(most.sum) }];
};

const signOf = (value: Fraction): number => value.compare(ZERO_FRACTION);

const simpsonReversals = ({ comparison, book }: Taken): readonly Row[] => {
  const [before, now] = [acvBefore(comparison.changes), acvNow(comparison.changes)];
  if (before === null || now === null) return [];
  const blended = signOf(now.minus(before));
  if (blended === 0) return [];
  return book.policy.dimensions
    .filter((dimension) => dimension !== 'all')
    .filter((dimension) => {
      const signs = blendsOf(comparison.changes, dimension).flatMap(({ acv0, acv1 }) =>
        acv0 === null || acv1 === null ? [] : [signOf(acv1.minus(acv0))],
      );
      return signs.every((sign) => sign !== blended) && signs.some((sign) => sign === -blended);
    })
    .map((dimension) => ({ code: 'simpson_reversal', dimension }));
};

const whale = ({ top1Share }: Unrounded, { whaleShare }: Policy): readonly Row[] =>
  top1Share === null || top1Share.isBelow(whaleShare) ? [] : [{ code: 'whale', top1_share: share(top1Share) }];

const sizeOfChange = ({ nowAtPrior, start }: Change): Fraction => nowAtPrior.minus(start).absolute();

/** The ACV of day 1 without one customer's change; null if no customer would be left. */
const acvWithout = (change: Change, active: readonly Change[]): Fraction | null => {
  const arr = Fraction.sum(active.map(({ now }) => now));
  const over = (sum: Fraction, logos: number): Fraction | null => (logos === 0 ? null : sum.over(BigInt(logos)));
  if (!startsWithArr(change)) return over(arr.minus(change.now), active.length - 1);
  if (!hasArr(change)) return over(arr.plus(change.start), active.length + 1);
  return over(arr.minus(change.nowAtPrior.minus(change.start)), active.length);
};

const singleDealSwing = ({ comparison, book }: Taken): readonly Row[] => {
  const active = comparison.changes.filter(hasArr);
  const acv = acvNow(active);
  const largest = comparison.changes
    .filter((change) => sizeOfChange(change).isAboveZero())
    .reduce<Change | null>(
      (most, one) => (most === null || sizeOfChange(most).isBelow(sizeOfChange(one)) ? one : most),
      null,
    );
  if (comparison.from === null || active.length < 2 || acv === null || largest === null) return [];
  const without = acvWithout(largest, active);
  if (without === null || !without.isAboveZero()) return [];
  const swing = acv.minus(without).absolute().dividedBy(without);
  if (swing.isBelow(book.policy.swing)) return [];
  return [{ code: 'single_deal_swing', customer_id: largest.customer, swing: share(swing) }];
};

const incompleteFx = (taken: Taken): readonly Row[] => {
  const unrated = unratedIn(taken);
  const currencies = [...new Set(unrated.map(({ currency }) => currency))].toSorted(byCodePoint);
  const contracts = new Set(unrated.map(({ id }) => id)).size;
  return contracts === 0 ? [] : [{ code: 'incomplete_fx', contracts, currencies }];
};

const counted = (code: string, contracts: number): readonly Row[] => (contracts === 0 ? [] : [{ code, contracts }]);

/** Signals that only the whole has, besides those that every segment can have (definitions, section 8). */
export const signalsOfAll = (taken: Taken, unrounded: Unrounded): readonly Row[] => {
  const active = taken.book.heldOn(taken.comparison.to).map(({ contract }) => contract.dated.map(({ event }) => event));
  return [
    ...simpsonReversals(taken),
    ...whale(unrounded, taken.book.policy),
    ...singleDealSwing(taken),
    ...incompleteFx(taken),
    ...counted('creation_missing', active.filter((events) => events.every(({ type }) => type !== 'created')).length),
    ...counted('mixed_sources', active.filter((events) => new Set(events.map(({ source }) => source)).size > 1).length),
  ];
};
