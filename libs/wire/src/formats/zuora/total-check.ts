import { Decimal, ONE, PARTS_OF_A_MONTH, partsBetween } from '@app/domain';
import { fromMinor } from '../frame/amounts.ts';
import { exponentOf } from '../frame/exponents.ts';
import type { ZuoraContext } from './context.ts';
import type { Segment } from './segments.ts';
import { fieldOf } from './spelling.ts';

/** Notes a segment whose total is another than its months at its MRR, by more than a minor unit. The MRR counts. */
export const checkTotal = ({ charge, start, end }: Segment, mrr: Decimal, context: ZuoraContext): void => {
  const total = fieldOf(charge, 'tcv').decimal;
  if (total === null || start === null || end === null) return;
  const months = new Decimal(partsBetween(start, start, end)).div(PARTS_OF_A_MONTH);
  const minorUnit = fromMinor(ONE, exponentOf(context.currency.code, context));
  if (mrr.times(months).minus(total).abs().gt(minorUnit)) context.findings.note('total_differs');
};
