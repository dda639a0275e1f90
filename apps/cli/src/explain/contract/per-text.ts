import { type Decimal, type Per, TIMES_A_YEAR } from '@app/domain';
import { figure } from '../figure.ts';

/** A line's billing interval, in words. */
export const perText = (per: Per): string => {
  if (per.interval === 'term') return 'for the whole term';
  const name = per.interval.replace('_', ' ');
  return per.count === 1 ? `each ${name}` : `every ${per.count} ${name}s`;
};

/** The number of intervals in a year. `termMonths` is the length of the stated term, null if it has no end. */
export const factorText = (per: Per, termMonths: Decimal | null): string => {
  if (per.interval === 'term') return termMonths === null ? '0' : `12 ÷ ${figure(termMonths)} months`;
  const times = String(TIMES_A_YEAR[per.interval]);
  return per.count === 1 ? times : `${times} ÷ ${per.count}`;
};
