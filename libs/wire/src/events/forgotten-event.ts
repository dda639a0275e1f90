import { isObject } from '../fields/field.ts';
import type { Mode } from './wire-event.ts';

/** A customer that is forgotten, and what it is called instead. */
export type Forgotten = Readonly<{
  customerId: string;
  pseudonym: string;
  /** The attributes that are reported by; their values stay, because figures depend on them. */
  dimensions: readonly string[];
}>;

type Json = Readonly<Record<string, unknown>>;

const ENVELOPE = ['specversion', 'id', 'source', 'type', 'time', 'subject', 'datacontenttype', 'data'];

/** The fields that say what a contract is worth. Any other one may hold anything about the customer. */
const FIELDS = [
  ...['contract_id', 'customer_id', 'currency', 'effective_date', 'version', 'term', 'lines', 'discounts'],
  ...['attributes', 'renews', 'opened_date', 'closed_date', 'reason', 'into'],
];

const only = (json: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => names.includes(name)));

const attributesOf = (attributes: unknown, { pseudonym, dimensions }: Forgotten): unknown =>
  isObject(attributes)
    ? Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, dimensions.includes(name) ? value : pseudonym]),
      )
    : attributes;

const dataOf = (data: Json, forgotten: Forgotten): Json => {
  const { customerId, pseudonym } = forgotten;
  const kept = only(data, FIELDS);
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) => {
      if ((name === 'customer_id' || name === 'into') && value === customerId) return [name, pseudonym];
      if (name === 'reason' && value !== null) return [name, pseudonym];
      return [name, name === 'attributes' ? attributesOf(value, forgotten) : value];
    }),
  );
};

/** Whether the text of an accepted event names the customer. */
export const namesCustomer = (text: string, mode: Mode, customerId: string): boolean => {
  const json: unknown = JSON.parse(text);
  const data = mode === 'structured' && isObject(json) ? json['data'] : json;
  return isObject(data) && (data['customer_id'] === customerId || data['into'] === customerId);
};

/**
 * The text of an accepted event of a customer that is forgotten: without its id, its free texts and every field that has
 * no meaning for a contract's worth. The event is worth the same.
 */
export const forgottenEvent = (text: string, mode: Mode, forgotten: Forgotten): string => {
  const json: unknown = JSON.parse(text);
  if (!isObject(json)) return text;
  if (mode === 'binary') return JSON.stringify(dataOf(json, forgotten));
  const { data } = json;
  return JSON.stringify({ ...only(json, ENVELOPE), data: isObject(data) ? dataOf(data, forgotten) : data });
};
