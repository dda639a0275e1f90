import { countInWords, type ExplainedTerm } from '@app/domain';
import { daysText } from '../figure.ts';

const lengthText = ({ wholeMonths, stated }: ExplainedTerm): string => {
  const anchor = stated.anchor === stated.start ? '' : ` counted from ${stated.anchor}`;
  if (wholeMonths !== null) return `, ${wholeMonths} month${wholeMonths === 1 ? '' : 's'}${anchor}`;
  return anchor === '' ? '' : `, no whole months${anchor}`;
};

const renewsText = ({ stated, isInGrace, graceDays }: ExplainedTerm): string => {
  if (stated.autoRenew) return 'renews by itself';
  const grace = `${countInWords(graceDays, 'day')} of grace`;
  if (isInGrace) return `does not renew by itself; within the ${grace} after it, valued as if it did`;
  return graceDays === 0 ? 'does not renew by itself' : `does not renew by itself, with ${grace}`;
};

/** The term in force on the day. */
export const termText = (term: ExplainedTerm): string => {
  const { stated, start, end, renewal } = term;
  if (stated.end === null) return `Term: ${daysText(stated.start, null)}, evergreen`;
  const which = renewal === 0 ? 'the first' : `renewal ${renewal}`;
  return `Term: stated ${daysText(stated.start, stated.end)}${lengthText(term)}, ${renewsText(term)}; in force ${daysText(start, end)} (${which})`;
};
