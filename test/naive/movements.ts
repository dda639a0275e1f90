import { Fraction } from '../properties/fraction.ts';
import { hadArr, hasArr, isActiveBothTimes, startsWithArr } from './changes.ts';
import type { Change } from './comparison.ts';

type Sums = Readonly<Record<string, Fraction>>;
type Counts = Readonly<Record<string, number>>;

const isNew = (change: Change): boolean => hasArr(change) && !startsWithArr(change) && !change.wasActiveEarlier;
const isReactivated = (change: Change): boolean => hasArr(change) && !startsWithArr(change) && change.wasActiveEarlier;
export const isChurned = (change: Change): boolean => startsWithArr(change) && !hasArr(change);
const growth = ({ nowAtPrior, start }: Change): Fraction => nowAtPrior.minus(start);
const isExpanded = (change: Change): boolean => isActiveBothTimes(change) && growth(change).isAboveZero();
const isContracted = (change: Change): boolean => isActiveBothTimes(change) && growth(change).isBelowZero();

/** The customers that were in a segment on day 0 (`then`) and those that are in it on day 1 (`now`). */
export type OfSegment = Readonly<{ then: readonly Change[]; now: readonly Change[] }>;

const isMoved =
  (dimension: string) =>
  (change: Change): boolean =>
    isActiveBothTimes(change) && change.segmentBefore(dimension) !== change.segmentNow(dimension);

export const movementsOf = ({ then, now }: OfSegment, dimension: string): Readonly<{ sums: Sums; counts: Counts }> => {
  const moved = isMoved(dimension);
  const sum = (changes: readonly Change[], value: (change: Change) => Fraction): Fraction =>
    Fraction.sum(changes.map(value));
  return {
    sums: {
      opening_arr: sum(then, ({ before }) => before),
      new_arr: sum(now.filter(isNew), (one) => one.now),
      reactivation_arr: sum(now.filter(isReactivated), (one) => one.now),
      churn_arr: sum(then.filter(isChurned), ({ start }) => start.negated()),
      transferred_in_arr: sum(then, ({ received }) => received),
      transferred_out_arr: sum(then, ({ gave }) => gave.negated()),
      moved_in_arr: sum(now.filter(moved), ({ start }) => start),
      moved_out_arr: sum(then.filter(moved), ({ start }) => start.negated()),
      expansion_arr: sum(now.filter(isExpanded), growth),
      contraction_arr: sum(now.filter(isContracted), growth),
      fx_arr: sum(now.filter(isActiveBothTimes), (one) => one.now.minus(one.nowAtPrior)),
    },
    counts: {
      opening_logos: then.filter(hadArr).length,
      new_logos: now.filter(isNew).length,
      reactivated_logos: now.filter(isReactivated).length,
      moved_in_logos: now.filter(moved).length,
      moved_out_logos: then.filter(moved).length,
      churned_logos: then.filter(isChurned).length,
      transferred_in_logos: then.filter((one) => startsWithArr(one) && !hadArr(one)).length,
      transferred_out_logos: then.filter((one) => hadArr(one) && !startsWithArr(one)).length,
      expansion_logos: now.filter(isExpanded).length,
      contraction_logos: now.filter(isContracted).length,
    },
  };
};
