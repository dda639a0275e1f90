import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { type Period, periodOf } from '../periods/period.ts';

/** A month, the `day` at whose close it is measured, and the day `from` which it is compared. */
export type MonthAhead = Readonly<{ month: string; from: CivilDate; day: CivilDate }>;

/** A month that is not open is measured at the close of its last day. */
const lastDay = ({ end }: Period): CivilDate => addDays(end, -1);

/** The next `count` calendar months after the one that holds `today`; the first one is compared with `today`. */
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
