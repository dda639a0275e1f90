import type { Book } from './book.ts';
import { earlier, later, plusDays } from './calendar.ts';
import { comparisonOf } from './comparison.ts';
import { allFigures, type Figures, type Taken } from './figures.ts';
import { lastDayOf, type Period, periodAfter, periodHolding, yearBefore } from './periods.ts';
import type { Grain } from './policy.ts';
import type { Row } from './rows.ts';
import { fallingAcv, signalsOfAll } from './signals.ts';

/** The periods from that of the first active day of any contract to the one that holds `as_of`. */
export const periodsOf = (book: Book, grain: Grain): readonly Period[] => {
  const { asOf, policy } = book;
  const fiscalStart = policy.fiscalYearStartMonth;
  const firstActive = book.contracts
    .map(({ firstActiveDay }) => firstActiveDay)
    .filter((day) => day !== null)
    .toSorted()[0];
  if (firstActive === undefined || firstActive > asOf) return [];
  const periods: Period[] = [];
  const from = policy.periodsFrom === null ? firstActive : later(firstActive, policy.periodsFrom);
  for (
    let period = periodHolding(grain, from, fiscalStart);
    period.start <= asOf;
    period = periodAfter(period, fiscalStart)
  ) {
    periods.push(period);
  }
  return periods;
};

type TakenPeriod = Readonly<{ period: Period; taken: Taken; figures: readonly Figures[] }>;

const takenPeriods = (book: Book, grain: Grain): readonly TakenPeriod[] => {
  const periods = periodsOf(book, grain);
  return periods.map((period, i) => {
    const prior = periods[i - 1];
    const yearAgo = yearBefore(period, book.policy.fiscalYearStartMonth).label;
    const yearAgoPeriod = periods.find(({ label }) => label === yearAgo);
    const measuredOn = earlier(lastDayOf(period), book.asOf);
    const taken = {
      book,
      comparison: comparisonOf(book, prior === undefined ? null : lastDayOf(prior), measuredOn),
      yearly: yearAgoPeriod === undefined ? null : comparisonOf(book, lastDayOf(yearAgoPeriod), measuredOn),
      days: { start: period.start, end: plusDays(measuredOn, 1) },
    };
    return { period, taken, figures: allFigures(taken) };
  });
};

const same = (a: Figures) => (b: Figures) => a.dimension === b.dimension && a.segment === b.segment;

const rowOf = (taken: readonly TakenPeriod[], index: number, figures: Figures, book: Book): Row => {
  const history = taken.slice(0, index + 1).map((one) => one.figures.find(same(figures))?.unrounded ?? null);
  const now = taken[index];
  if (now === undefined) throw new RangeError(`There is no period ${index}.`);
  const { period } = now;
  const isClosed = book.asOf >= plusDays(lastDayOf(period), book.policy.closeAfterDays);
  return {
    grain: period.grain,
    period: period.label,
    period_start: period.start,
    period_end: period.end,
    measured_on: now.taken.comparison.to,
    dimension: figures.dimension,
    segment: figures.segment,
    status: isClosed ? 'closed' : 'open',
    as_of: book.asOf,
    reporting_currency: book.policy.reportingCurrency,
    ...figures.row,
    signals: [
      ...fallingAcv(history, book.policy),
      ...(figures.dimension === 'all' ? signalsOfAll(now.taken, figures.unrounded) : []),
    ],
  };
};

export const snapshotRows = (book: Book): readonly Row[] =>
  book.policy.grains.flatMap((grain) => {
    const taken = takenPeriods(book, grain);
    return taken.flatMap(({ figures }, index) => figures.map((one) => rowOf(taken, index, one, book)));
  });
