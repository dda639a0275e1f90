import { type Decimal, ONE, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { billingInterval } from '../frame/billing-interval.ts';
import { listedInterval } from '../frame/catalog-price.ts';
import { dayAt } from '../frame/days.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine } from '../frame/statement.ts';
import { componentParts, listedPrice } from './component-price.ts';
import type { MaxioContext } from './context.ts';
import { flagOf, idOf, wholeOf } from './fields.ts';

const USAGE = new Set(['metered_component', 'event_based_component', 'prepaid_usage_component']);
const COUNTED = new Set(['quantity_based_component', 'on_off_component']);

/** An on/off component counts once while it is on. Null: the payload is refused, because it does not say how many there are. */
const quantityOf = (component: Payload, { findings }: MaxioContext): Decimal | null => {
  const [allocated, enabled] = [component.at('allocated_quantity'), component.at('enabled')];
  if (allocated.isThere && allocated.value !== '') return allocated.decimal;
  if (component.at('kind').text === 'on_off_component' && enabled.isThere) return flagOf(enabled) ? ONE : ZERO;
  findings.refuse('partial_terms', allocated.path, 'is missing');
  return null;
};

/** The components of a subscription: a list of `{component}`, as the API gives it, or of the components themselves. */
const componentsIn = (list: Payload): readonly Payload[] =>
  list.items.map((item) => (item.at('component').isObject ? item.at('component') : item));

const linesOf = (component: Payload, plan: BillingInterval, context: MaxioContext): readonly StatedLine[] => {
  const product = idOf(component.first('component_id', 'id'));
  if (product === null) {
    context.findings.refuse('partial_terms', component.path, 'has no id');
    return [];
  }
  const id = idOf(component.first('id', 'component_id')) ?? product;
  const own =
    billingInterval(component.at('interval_unit').text, wholeOf(component.at('interval'))) ??
    listedInterval(listedPrice(component, context));
  const isOneOff = component.at('recurring').isThere && !flagOf(component.at('recurring'));
  const date = dayAt(component.at('created_at').instant, context.dayOf);
  const allocated = quantityOf(component, context);
  const parts = allocated === null ? null : componentParts(component, allocated, context);
  return (parts ?? []).map(({ suffix, quantity, unitPrice }) => {
    const line = { id: `${id}${suffix}`, product };
    return isOneOff
      ? { ...line, kind: 'one_time', amount: quantity.times(unitPrice), date }
      : {
          ...line,
          kind: 'recurring',
          quantity,
          unitPrice,
          per: own ?? plan,
          start: null,
          end: null,
          discounts: [],
        };
  });
};

const lineOfKind = (component: Payload, plan: BillingInterval, context: MaxioContext): readonly StatedLine[] => {
  const kind = component.at('kind');
  context.currency.add(component.at('currency').text, component.at('currency').path);
  if (flagOf(component.at('tax_included'))) context.findings.note('tax_inclusive');
  if (USAGE.has(kind.text ?? '')) {
    context.findings.note('usage_excluded');
    return [];
  }
  if (COUNTED.has(kind.text ?? '')) return linesOf(component, plan, context);
  if (kind.text === null) context.findings.refuse('partial_terms', kind.path, 'is missing');
  else context.findings.refuse('unsupported', kind.path, `${shown(kind.text)} has no meaning here`);
  return [];
};

/** The lines of components. Those of usage have none, nor those of which nothing is allocated. */
export const componentLines = (list: Payload, plan: BillingInterval, context: MaxioContext): readonly StatedLine[] => {
  if (!list.isThere && context.adapter.components === 'required') {
    const reason =
      'are missing: send them with the subscription, or say in the adapter that there are none (components)';
    context.findings.refuse('partial_terms', 'components', reason);
  }
  return componentsIn(list).flatMap((component) => lineOfKind(component, plan, context));
};
