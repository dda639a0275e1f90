import { fault, isObject, type JsonObject } from '../fields/field.ts';
import type { Rule } from '../fields/object.ts';

/**
 * Most lines and discounts, times the days on which one of them begins or ends. A contract is valued on each of these
 * days from each of them, so this bounds the time that one event can take: a contract at the limit took 1 to 8 s. 500
 * lines with a discount each may still have 1,000 days of their own.
 */
export const PRICE_CHANGES_MAX = 1_000_000;

const listIn = (object: JsonObject, name: string): readonly unknown[] => {
  const list = object[name];
  return Array.isArray(list) ? list : [];
};

/** Lines and discounts, each with the bounds that it states. */
const pricesIn = (data: JsonObject, fields: readonly string[]): readonly JsonObject[] =>
  fields
    .flatMap((field) => listIn(data, field))
    .filter(isObject)
    .flatMap((price) => [price, ...listIn(price, 'discounts').filter(isObject)]);

/** The rule of the last of these fields of `data`. Those before it are without a fault. */
export const fewPriceChanges =
  (fields: readonly string[]): Rule =>
  (_value, data) => {
    const prices = pricesIn(data, fields);
    // Nearly every event has too few prices for the limit, whatever their days.
    if (prices.length * 2 * prices.length <= PRICE_CHANGES_MAX) return null;
    const days = new Set(prices.flatMap(({ start, end }) => [start ?? null, end ?? null]));
    days.delete(null);
    return prices.length * days.size <= PRICE_CHANGES_MAX
      ? null
      : fault(
          'too_many_price_changes',
          `holds ${prices.length} lines and discounts that begin or end on ${days.size} days: ` +
            `the product is more than ${PRICE_CHANGES_MAX}; give them common days or state several contracts`,
        );
  };
