import type { CivilDate } from '@app/domain';
import { withDiscounts } from '../frame/discounts.ts';
import type { Findings } from '../frame/findings.ts';
import type { Reading } from '../frame/format.ts';
import { OneCurrency } from '../frame/one-currency.ts';
import type { Payload } from '../frame/payload.ts';
import type { Terms } from '../frame/statement.ts';
import { componentLines } from './components.ts';
import { couponDiscounts } from './coupons.ts';
import { idOf } from './fields.ts';
import { productInterval, productLines } from './product.ts';
import { endingOf, pausedBy, trialOf } from './states.ts';

/** The parts of a record of which terms are read. */
export type Stated = Readonly<{ subscription: Payload; components: Payload }>;

/** The terms of a subscription: its product, and its components. */
export const maxioTerms = (
  stated: Stated,
  dates: Readonly<{ firstDay: CivilDate; day: CivilDate }>,
  reading: Reading,
  findings: Findings,
): Terms => {
  const subscription = stated.subscription.with(findings);
  const context = { ...reading, findings, currency: new OneCurrency(findings), subscription, ...dates };
  context.currency.add(subscription.at('currency').text ?? reading.adapter.currency, 'currency');
  if (context.currency.code === null) {
    findings.refuse('partial_terms', 'currency', 'is missing, and the adapter has none');
  }
  const product = subscription.at('product');
  if (!product.isObject) findings.refuse('partial_terms', product.path, 'is missing');
  const per = productInterval(context);
  const components = per === null ? [] : componentLines(stated.components.with(findings), per, context);
  return {
    customerId: idOf(subscription.at('customer').first('id', 'reference')),
    currency: context.currency.code,
    ...endingOf(context),
    pause: pausedBy(context),
    trial: trialOf(context),
    ...withDiscounts(
      per === null ? [] : [...productLines(per, context), ...components],
      per === null ? [] : couponDiscounts(per, context),
    ),
  };
};
