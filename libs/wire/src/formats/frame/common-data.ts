import type { CivilDate, Instant } from '@app/domain';
import { isObject } from '../../fields/field.ts';
import { parseInstant } from '../../fields/instant.ts';
import type { Paths, TranslationConfig } from '../adapter/read-adapter.ts';
import type { Format } from './format.ts';
import { textAt, textUnder } from './paths.ts';
import type { Terms } from './statement.ts';

type Json = Readonly<Record<string, unknown>>;

const BUILT_IN = ['tier', 'channel', 'region'] as const;

const attributesIn = (json: unknown, format: Format, { adapter, dimensions }: TranslationConfig): Json => {
  const names = new Set([...BUILT_IN, ...dimensions, ...adapter.attributes.keys()]);
  const found = [...names].flatMap((name) => {
    const paths = adapter.attributes.get(name);
    const text =
      paths === undefined
        ? (format
            .attribute(name, isObject(json) ? json : {})
            .map((path) => textUnder(json, path))
            .find((each) => each !== null) ?? null)
        : textAt(json, paths);
    return text === null ? [] : [[name, text] as const];
  });
  return found.length === 0 ? {} : { attributes: Object.fromEntries(found) };
};

/** A date as it is, or the day of a time. */
const dateAt = (json: unknown, paths: Paths, dayOf: (instant: Instant) => CivilDate): string | null => {
  const text = textAt(json, paths);
  const instant = text === null ? null : parseInstant(text);
  return instant === null ? text : dayOf(instant);
};

const stated = (name: string, value: string | null): Json => (value === null ? {} : { [name]: value });

/** The part of an event's data that does not depend on the day: customer, currency, attributes and dates of the deal. */
export const commonData = (
  json: unknown,
  terms: Pick<Terms, 'customerId' | 'currency'>,
  format: Format,
  config: TranslationConfig & Readonly<{ dayOf: (instant: Instant) => CivilDate }>,
): Json => {
  const { adapter, dayOf } = config;
  const customer = adapter.customer === null ? terms.customerId : textAt(json, adapter.customer);
  const renewed = textAt(json, adapter.renews);
  return {
    ...stated('customer_id', customer),
    ...stated('currency', terms.currency ?? adapter.currency),
    ...attributesIn(json, format, config),
    ...stated('renews', renewed === null ? null : `${adapter.contractPrefix}${renewed}`),
    ...stated('opened_date', dateAt(json, adapter.openedDate, dayOf)),
    ...stated('closed_date', dateAt(json, adapter.closedDate, dayOf)),
  };
};
