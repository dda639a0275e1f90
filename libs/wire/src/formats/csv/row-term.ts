import { addMonths, type CivilDate } from '@app/domain';
import { type Refusal, refusal } from '../../refusal.ts';
import type { ReadRow } from './read-row.ts';

/** The row with the end that its number of months gives, if it states one. An end beside it must be the same. */
export const withTermEnd = (row: ReadRow): ReadRow | Refusal => {
  const { start, end, term_months: months } = row.values;
  if (months === undefined || start === undefined) return row;
  const computed = addMonths(start as CivilDate, Number(months));
  if (end !== undefined && end !== computed) {
    return refusal(
      'contradictory',
      'term_months',
      `is ${months}, so the term ends on ${computed}, but end says ${end}`,
    );
  }
  return { ...row, values: { ...row.values, end: computed } };
};
