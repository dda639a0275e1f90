import { addDays, addMonths, type CivilDate, civilDate, earlier, monthOf, yearOf } from '../calendar/civil-date.ts';

export const GRAINS = ['month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** The days `[start, end)`. The label is `2025-03`, `2025-Q1` or `2025`, fiscal for quarters and years. */
export type Period = Readonly<{ grain: Grain; label: string; start: CivilDate; end: CivilDate }>;

/** The shapes of labels. Labels of different grains never look alike. */
const LABELS: Readonly<Record<Grain, RegExp>> = {
  month: /^[12]\d{3}-(?:0[1-9]|1[0-2])$/,
  quarter: /^[12]\d{3}-Q[1-4]$/,
  year: /^[12]\d{3}$/,
};

/** The grain whose labels look like this one; null if none do. */
export const grainOfLabel = (label: string): Grain | null => GRAINS.find((grain) => LABELS[grain].test(label)) ?? null;

const MONTHS_IN: Readonly<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

const pad = (month: number): string => String(month).padStart(2, '0');

/**
 * The months since the day's fiscal year began, and the year in which that fiscal year ends (definitions, section 5).
 */
const fiscalPosition = (day: CivilDate, firstMonth: number): Readonly<{ year: number; monthsIn: number }> => {
  const monthsIn = (monthOf(day) - firstMonth + 12) % 12;
  const startYear = yearOf(day) - (monthOf(day) < firstMonth ? 1 : 0);
  return { year: firstMonth === 1 ? startYear : startYear + 1, monthsIn };
};

/** The period of this grain that holds `day`. */
export const periodOf = (grain: Grain, day: CivilDate, fiscalYearStartMonth: number): Period => {
  const { year, monthsIn } = fiscalPosition(day, fiscalYearStartMonth);
  const start = addMonths(civilDate(yearOf(day), monthOf(day), 1), -(monthsIn % MONTHS_IN[grain]));
  const end = addMonths(start, MONTHS_IN[grain]);
  switch (grain) {
    case 'month':
      return { grain, label: `${String(yearOf(day)).padStart(4, '0')}-${pad(monthOf(day))}`, start, end };
    case 'quarter':
      return { grain, label: `${year}-Q${Math.floor(monthsIn / 3) + 1}`, start, end };
    case 'year':
      return { grain, label: String(year), start, end };
  }
};

/** The period with a label that `periodOf` gives. */
export const periodLabelled = (grain: Grain, label: string, fiscalYearStartMonth: number): Period => {
  const year = Number(label.slice(0, 4));
  const within = Number(label.slice(5).replace('Q', '')) - 1;
  const fiscalYear = civilDate(fiscalYearStartMonth === 1 ? year : year - 1, fiscalYearStartMonth, 1);
  switch (grain) {
    case 'month':
      return periodOf(grain, civilDate(year, within + 1, 1), fiscalYearStartMonth);
    case 'quarter':
      return periodOf(grain, addMonths(fiscalYear, within * 3), fiscalYearStartMonth);
    case 'year':
      return periodOf(grain, fiscalYear, fiscalYearStartMonth);
  }
};

export const priorPeriod = (period: Period, fiscalYearStartMonth: number): Period =>
  periodOf(period.grain, addDays(period.start, -1), fiscalYearStartMonth);

export const yearAgoPeriod = (period: Period, fiscalYearStartMonth: number): Period =>
  periodOf(period.grain, addMonths(period.start, -12), fiscalYearStartMonth);

/** The day at whose close a period is measured: its last one, or `asOf` if that is earlier (definitions, section 5). */
export const measuredOn = (period: Period, asOf: CivilDate): CivilDate => earlier(addDays(period.end, -1), asOf);

/** Every period of this grain from the one holding `first` to the one holding `last`, in order. */
export const periodsBetween = (
  grain: Grain,
  first: CivilDate,
  last: CivilDate,
  fiscalYearStartMonth: number,
): readonly Period[] => {
  const periods: Period[] = [];
  for (let day = first; day <= last;) {
    const period = periodOf(grain, day, fiscalYearStartMonth);
    periods.push(period);
    day = period.end;
  }
  return periods;
};
