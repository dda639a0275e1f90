import { ONE } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { dayAt, endDay } from '../frame/days.ts';
import type { Payload } from '../frame/payload.ts';
import type { StatedLine, Trial } from '../frame/statement.ts';
import type { PaddleContext } from './context.ts';
import { unitPriceOf } from './price.ts';

const trialOf = (item: Payload, { dayOf }: PaddleContext): Trial | null => {
  const dates = item.at('trial_dates');
  const end = endDay(dates.at('ends_at').instant, dayOf);
  return end === null ? null : { start: dayAt(dates.at('starts_at').instant, dayOf), end };
};

/** The line of an item; null if nothing is billed for it, or the payload is refused for it. */
export const lineOf = (item: Payload, context: PaddleContext): StatedLine | null => {
  const price = item.at('price');
  const id = price.at('id').text;
  if (price.at('tax_mode').text === 'internal') context.findings.note('tax_inclusive');
  const unitPrice = unitPriceOf(price, context);
  const quantity = item.at('quantity').decimal ?? ONE;
  if (id === null) context.findings.refuse('partial_terms', price.at('id').path, 'is missing');
  if (id === null || unitPrice === null || quantity.isZero()) return null;
  const product = price.at('product_id').text ?? id;
  if (item.at('recurring').value === false) {
    const date = dayAt(item.first('previously_billed_at', 'created_at').instant, context.dayOf);
    return { id, kind: 'one_time', product, amount: quantity.times(unitPrice), date };
  }
  const cycle = price.at('billing_cycle');
  const per = billingInterval(cycle.at('interval').text, cycle.at('frequency').whole);
  if (per === null) {
    context.findings.refuse('amount_unknown', cycle.path, `of ${shown(id)} says no billing interval`);
    return null;
  }
  const trial = trialOf(item, context);
  return { id, kind: 'recurring', product, quantity, unitPrice, per, start: null, end: null, trial, discounts: [] };
};
