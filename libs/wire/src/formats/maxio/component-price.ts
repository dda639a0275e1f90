import { type Decimal, ZERO } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import type { CatalogPrice } from '../adapter/adapter-fields.ts';
import { majorAmount } from '../frame/amounts.ts';
import { listedAmount } from '../frame/catalog-price.ts';
import { catalogTiers, tiersMode } from '../frame/catalog-tiers.ts';
import { exponentOf } from '../frame/exponents.ts';
import type { Payload } from '../frame/payload.ts';
import { type PricedPart, type Tier, tieredParts, type TiersMode } from '../frame/tiers.ts';
import type { MaxioContext } from './context.ts';
import { idOf } from './fields.ts';
import { listed } from './product.ts';

const MODES: Readonly<Record<string, TiersMode>> = {
  tiered: 'graduated',
  volume: 'volume',
  stairstep: 'stairstep',
};

/** A price in major units, or in cents. */
const amountOf = (owner: Payload, context: MaxioContext): Decimal | null =>
  majorAmount(
    owner.first('unit_price', 'price'),
    owner.first('price_per_unit_in_cents', 'unit_price_in_cents', 'price_in_cents'),
    { exponent: exponentOf(context.currency.code, context), findings: context.findings },
  );

/** Where the prices of a component may be: on it, or in its price point. */
const pricesOf = (component: Payload): readonly Payload[] => {
  const own = component.at('prices').items;
  return own.length > 0 ? own : component.at('price_point').at('prices').items;
};

const tierOf = (price: Payload, context: MaxioContext): Tier | null => {
  const unitAmount = amountOf(price, context);
  return unitAmount === null ? null : { upTo: price.at('ending_quantity').decimal, unitAmount, flatAmount: ZERO };
};

/** The price of the catalog, by the price point of a component, else by the component. */
export const listedPrice = (component: Payload, { adapter }: MaxioContext): CatalogPrice | null => {
  const names = ['price_point_id', 'price_point_handle', 'component_id', 'component_handle', 'handle', 'id'] as const;
  const ids = names.flatMap((name) => idOf(component.at(name)) ?? []);
  return listed(ids, adapter.catalog.prices);
};

type Scheme = Readonly<{ mode: TiersMode | null; isKnown: boolean }>;

/** One price for each unit, or tiers. Without a scheme it is as the catalog says. */
const schemeOf = (component: Payload, catalog: CatalogPrice | null): Scheme => {
  const stated = component.at('pricing_scheme').text ?? component.at('price_point').at('pricing_scheme').text;
  if (stated === null) return { mode: tiersMode(catalog?.tiers_mode), isKnown: true };
  const mode = Object.hasOwn(MODES, stated) ? (MODES[stated] ?? null) : null;
  return { mode, isKnown: mode !== null || stated === 'per_unit' };
};

const unitPriceOf = (component: Payload, catalog: CatalogPrice | null, context: MaxioContext): Decimal | null => {
  const [first, second] = pricesOf(component);
  const only = second === undefined ? first : undefined;
  const stated = amountOf(component, context) ?? (only === undefined ? null : amountOf(only, context));
  return stated ?? listedAmount(catalog, context.currency);
};

const tiersOf = (component: Payload, catalog: CatalogPrice | null, context: MaxioContext): readonly Tier[] => {
  const stated = pricesOf(component).map((price) => tierOf(price, context));
  const known = stated.filter((tier) => tier !== null);
  if (known.length < stated.length) return [];
  if (known.length > 0 || catalog === null) return known;
  context.currency.add(catalog.currency ?? null, 'catalog.prices');
  return catalogTiers(catalog);
};

/** What a component comes to at its quantity, for each billing interval; null: the payload is refused for it. */
export const componentParts = (
  component: Payload,
  quantity: Decimal,
  context: MaxioContext,
): readonly PricedPart[] | null => {
  if (quantity.isZero()) return [];
  const catalog = listedPrice(component, context);
  const { mode, isKnown } = schemeOf(component, catalog);
  if (!isKnown) {
    const scheme = component.at('pricing_scheme');
    context.findings.refuse('unsupported', scheme.path, `${shown(scheme.value)} has no meaning here`);
    return null;
  }
  const unitPrice = mode === null ? unitPriceOf(component, catalog, context) : null;
  const parts =
    mode === null
      ? unitPrice === null
        ? null
        : [{ suffix: '', quantity, unitPrice }]
      : tieredParts(mode, tiersOf(component, catalog, context), quantity);
  if (parts === null) {
    const named = shown(idOf(component.first('price_point_id', 'component_id', 'id')) ?? 'without an id');
    context.findings.refuse(
      'amount_unknown',
      component.path,
      `${named} has no price for ${quantity.toFixed()} in the payload, nor in the catalog (prices)`,
    );
  }
  return parts;
};
