import { type Decimal, ONE, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { catalogTiers } from '../frame/catalog-tiers.ts';
import type { Payload } from '../frame/payload.ts';
import type { BillingInterval, StatedLine } from '../frame/statement.ts';
import { type PricedPart, type Tier, tieredParts, type TiersMode } from '../frame/tiers.ts';
import { type RecurlyContext, unitAmountOf } from './context.ts';

const MODES: Readonly<Record<string, TiersMode>> = {
  tiered: 'graduated',
  volume: 'volume',
  stairstep: 'stairstep',
};

const isUsage = (addOn: Payload): boolean =>
  [addOn, addOn.at('add_on')].some((each) => each.at('add_on_type').text === 'usage' || each.at('usage_type').isThere);

const unknown = (addOn: Payload, code: string, { findings }: RecurlyContext): null => {
  const reason = `${shown(code)} has no amount in the payload, nor in the catalog (prices)`;
  findings.refuse('amount_unknown', addOn.path, reason);
  return null;
};

/** The tiers of the payload, else of the catalog; null: one has no amount. */
const tiersOf = (addOn: Payload, code: string, context: RecurlyContext): readonly Tier[] | null => {
  const stated = addOn.at('tiers').items.map((tier) => {
    const unitAmount = unitAmountOf(tier, context);
    return unitAmount === null ? null : { upTo: tier.at('ending_quantity').decimal, unitAmount, flatAmount: ZERO };
  });
  const known = stated.filter((tier) => tier !== null);
  if (known.length < stated.length) return null;
  const listed = context.adapter.catalog.prices.get(code);
  return known.length > 0 || listed === undefined ? known : catalogTiers(listed);
};

const partsOf = (addOn: Payload, code: string, context: RecurlyContext): readonly PricedPart[] | null => {
  const quantity: Decimal = addOn.at('quantity').decimal ?? ONE;
  if (quantity.isZero()) return [];
  const type = addOn.at('tier_type').text ?? 'flat';
  if (type === 'flat') {
    const unitPrice = unitAmountOf(addOn, context);
    return unitPrice === null ? unknown(addOn, code, context) : [{ suffix: '', quantity, unitPrice }];
  }
  const mode = Object.hasOwn(MODES, type) ? MODES[type] : undefined;
  if (mode === undefined) {
    context.findings.refuse('unsupported', addOn.at('tier_type').path, `${shown(type)} has no meaning here`);
    return null;
  }
  const tiers = tiersOf(addOn, code, context);
  const parts = tiers === null || tiers.length === 0 ? null : tieredParts(mode, tiers, quantity);
  return parts ?? unknown(addOn, code, context);
};

const linesOf = (addOn: Payload, per: BillingInterval, context: RecurlyContext): readonly StatedLine[] => {
  const code = addOn.at('add_on').at('code').text ?? addOn.at('add_on_code').text;
  if (code === null) {
    context.findings.refuse('partial_terms', addOn.path, 'has no code');
    return [];
  }
  const id = addOn.at('id').text ?? code;
  return (partsOf(addOn, code, context) ?? []).map(({ suffix, ...part }) => ({
    id: `${id}${suffix}`,
    kind: 'recurring',
    product: code,
    ...part,
    per,
    start: null,
    end: null,
    discounts: [],
  }));
};

/** The lines of add-ons, which are billed with the plan. Those of usage have none, nor those that have expired. */
export const addOnLines = (per: BillingInterval, context: RecurlyContext): readonly StatedLine[] =>
  context.subscription
    .first('add_ons', 'subscription_add_ons')
    .items.filter((addOn) => !addOn.at('expired_at').isThere)
    .flatMap((addOn) => {
      if (!isUsage(addOn)) return linesOf(addOn, per, context);
      context.findings.note('usage_excluded');
      return [];
    });
