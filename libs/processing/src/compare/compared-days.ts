import { addDays, type CivilDate, comparisonRates, type Figures, type Policy, snapshotFigures } from '@app/domain';
import { knownDay, knownDays } from '../reports/known-days.ts';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import { wholeOf } from '../snapshots/segment-name.ts';
import type { PeriodSums, SegmentName } from '../snapshots/snapshot-store.ts';
import type { ComparedPeriod, ComparisonReading } from './comparison-books.ts';

/** 0 is the close of `from`, 1 the close of `to`. */
export type TwoDays = Readonly<{ from: CivilDate; to: CivilDate }>;

const assertKnown = async ({ from, to }: TwoDays, reading: ComparisonReading): Promise<void> => {
  if (from >= to) throw new OutOfRangeError('from', `${from} is not before ${to}`);
  const known = knownDays(await reading.days(), 'from');
  knownDay(from, known, 'from');
  knownDay(to, known, 'to');
};

/** Bookings, replacements and one-time lines are those dated after `from` and up to `to`. */
const periodBetween = ({ from, to }: TwoDays): ComparedPeriod['period'] => ({
  grain: 'month',
  label: `${from}/${to}`,
  start: addDays(from, 1),
  end: addDays(to, 1),
});

/** The sums of every segment between two days (definitions, section 11). Throws `OutOfRangeError`. */
export const sumsBetween = async (
  between: TwoDays,
  reading: ComparisonReading,
  policy: Policy,
): Promise<PeriodSums> => {
  await assertKnown(between, reading);
  const period = periodBetween(between);
  const days = { now: between.to, prior: between.from, yearAgo: null };
  return reading.sums({ period, days, rates: comparisonRates(await reading.rates(), period.start, days, policy) });
};

/** The figures of one segment. Throws `OutOfRangeError` if nothing counts in it. */
export const segmentFigures = ({ dimension, segment }: SegmentName, sums: PeriodSums): Figures => {
  const found = sums.segments.find((each) => each.dimension === dimension && each.segment === segment);
  if (found === undefined) {
    throw new OutOfRangeError('segment', `nothing counts in ${dimension} ${segment} on these days`);
  }
  return snapshotFigures(found.figures, wholeOf(sums));
};
