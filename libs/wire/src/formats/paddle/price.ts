import type { Decimal } from '@app/domain';
import { shown } from '../../fields/shown.ts';
import { fromMinor } from '../frame/amounts.ts';
import { listedAmount } from '../frame/catalog-price.ts';
import { exponentOf } from '../frame/exponents.ts';
import { textAt } from '../frame/paths.ts';
import type { Payload } from '../frame/payload.ts';
import type { PaddleContext } from './context.ts';

type Amount = Readonly<{ value: Decimal; countries: readonly string[] | null }>;

/** An amount in the currency of the subscription; one without a currency is in that of the subscription. */
const amountIn = (
  unitPrice: Payload,
  countries: readonly string[] | null,
  context: PaddleContext,
): readonly Amount[] => {
  const { code } = context.currency;
  const stated = unitPrice.at('currency_code').text?.toUpperCase() ?? code;
  const minor = stated === code ? unitPrice.at('amount').decimal : null;
  return minor === null ? [] : [{ value: fromMinor(minor, exponentOf(code, context)), countries }];
};

/** The base price, and the overrides for countries, as far as they are in the currency of the subscription. */
const candidates = (price: Payload, context: PaddleContext): readonly Amount[] => [
  ...amountIn(price.at('unit_price'), null, context),
  ...price.at('unit_price_overrides').items.flatMap((override) =>
    amountIn(
      override.at('unit_price'),
      override.at('country_codes').items.flatMap((country) => country.text ?? []),
      context,
    ),
  ),
];

/** The override for the customer's country, else the base price, where the adapter says where the country is. */
const ofCountry = (all: readonly Amount[], { adapter, subscription }: PaddleContext): Amount | null => {
  const country = adapter.country === null ? null : textAt(subscription.value, adapter.country);
  if (country === null) return null;
  return (
    all.find(({ countries }) => countries?.includes(country)) ?? all.find(({ countries }) => countries === null) ?? null
  );
};

const onlyOne = (all: readonly Amount[]): Decimal | null => {
  const [first, ...others] = all;
  return first !== undefined && others.every(({ value }) => value.eq(first.value)) ? first.value : null;
};

/**
 * The unit price that is charged. The payload has all of a price's amounts, and not the customer's country: it is known
 * where they agree, or where the adapter says the country or the amount.
 */
export const unitPriceOf = (price: Payload, context: PaddleContext): Decimal | null => {
  const all = candidates(price, context);
  const found = onlyOne(all) ?? ofCountry(all, context)?.value ?? null;
  if (found !== null) return found;
  const id = price.at('id').text;
  const listed = listedAmount(id === null ? null : context.adapter.catalog.prices.get(id), context.currency);
  if (listed !== null) return listed;
  const reason = all.length === 0 ? 'has no amount in the currency of the subscription' : 'has an amount by country';
  const where = 'name the country (country) or the amount (catalog.prices)';
  context.findings.refuse('amount_unknown', price.path, `${shown(id ?? 'without an id')} ${reason}; ${where}`);
  return null;
};
