import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { type Period, periodOf } from '../periods/period.ts';

/** A month with the day at whose close it is measured, and the one that it is compared with. */
export type MonthAhead = Readonly<{ month: string; from: CivilDate; day: CivilDate }>;

/** The day at whose close a month that is over, or that lies ahead, is measured. */
const lastDay = ({ end }: Period): CivilDate => addDays(end, -1);

/** The calendar months after the one that holds `today`; the first of them is compared with `today`. */
export const monthsAhead = (today: CivilDate, count: number): readonly MonthAhead[] => {
  const months: MonthAhead[] = [];
  let next = periodOf('month', today, 1).end;
  for (let from = today; months.length < count;) {
    const period = periodOf('month', next, 1);
    const day = lastDay(period);
    months.push({ month: period.label, from, day });
    from = day;
    next = period.end;
  }
  return months;
};
