import { createHash } from 'node:crypto';
import { isObject } from '../../fields/field.ts';
import type { JsonValue } from '../../fields/json-schema.ts';
import { canonicalJson } from '../../policy/canonical-json.ts';
import {
  ADAPTER,
  type CatalogCoupon,
  type CatalogDiscount,
  type CatalogPlan,
  type CatalogPrice,
  type StatedAdapter,
} from './adapter-fields.ts';

type ById<T> = ReadonlyMap<string, T>;

/** What payloads refer to without carrying it. Amounts are in major units. */
export type Catalog = Readonly<{
  prices: ById<CatalogPrice>;
  coupons: ById<CatalogCoupon>;
  discounts: ById<CatalogDiscount>;
  plans: ById<CatalogPlan>;
}>;

export type Paths = readonly string[];

/** How payloads are read. Null: not stated, so the system's own default counts. */
export type Adapter = Readonly<{
  mode: 'live' | 'test' | 'any';
  account: string | null;
  contractPrefix: string;
  customer: Paths | null;
  currency: string | null;
  attributes: ById<Paths>;
  products: ById<string>;
  closedDate: Paths;
  openedDate: Paths;
  renews: Paths;
  exponents: ById<number>;
  status: Readonly<Record<'past_due' | 'unpaid' | 'pause_collection', 'count' | 'drop'>>;
  /** Billing intervals of so many months or more are terms; null: none is. */
  termsFromIntervalMonths: number | null;
  unknownDiscount: 'refuse' | 'gross';
  schedules: 'ignore' | 'follow';
  components: 'required' | 'none';
  country: Paths | null;
  catalog: Catalog;
  /** As stated, for its id. */
  stated: StatedAdapter;
}>;

/** The reason why an adapter is invalid: the key at fault, and a message that names it. */
export type AdapterFault = Readonly<{ key: string; message: string }>;

export const isAdapterFault = (read: Adapter | AdapterFault): read is AdapterFault => 'message' in read;

/** Reads an adapter from a JSON object and fills in the defaults. An unknown key is a fault that names it. */
export const readAdapter = (json: unknown): Adapter | AdapterFault => {
  if (!isObject(json)) return { key: '', message: 'the adapter is not a JSON object' };
  const found = ADAPTER.fault(json, json);
  if (found === null) return adapterOf(json as StatedAdapter);
  const key = found.path.slice(1);
  return { key, message: `adapter: ${key} ${found.reason}` };
};

const mapOf = <T>(stated: Readonly<Record<string, T | null>> | null | undefined): ById<T> =>
  new Map(Object.entries(stated ?? {}).filter((entry): entry is [string, T] => entry[1] !== null));

const pathsOf = (stated: string | readonly string[] | null | undefined): Paths =>
  typeof stated === 'string' ? [stated] : (stated ?? []);

const adapterOf = (stated: StatedAdapter): Adapter => ({
  mode: stated.mode ?? 'live',
  account: stated.account ?? null,
  contractPrefix: stated.contract_prefix ?? '',
  customer: stated.customer ? pathsOf(stated.customer) : null,
  currency: stated.currency ?? null,
  attributes: new Map([...mapOf(stated.attributes)].map(([name, paths]) => [name, pathsOf(paths)])),
  products: mapOf(stated.products),
  closedDate: pathsOf(stated.closed_date),
  openedDate: pathsOf(stated.opened_date),
  renews: pathsOf(stated.renews),
  exponents: mapOf(stated.exponents),
  status: {
    past_due: stated.status?.past_due ?? 'count',
    unpaid: stated.status?.unpaid ?? 'drop',
    pause_collection: stated.status?.pause_collection ?? 'drop',
  },
  termsFromIntervalMonths: stated.terms?.from_interval_months ?? null,
  unknownDiscount: stated.unknown_discount ?? 'refuse',
  schedules: stated.schedules ?? 'ignore',
  components: stated.components ?? 'required',
  country: stated.country ? pathsOf(stated.country) : null,
  catalog: {
    prices: mapOf(stated.catalog?.prices),
    coupons: mapOf(stated.catalog?.coupons),
    discounts: mapOf(stated.catalog?.discounts),
    plans: mapOf(stated.catalog?.plans),
  },
  stated,
});

/** The adapter of which every key has its default. */
export const DEFAULT_ADAPTER: Adapter = adapterOf({});

/** What decides beside a payload which events it becomes: the adapter, and of the policy its zone and its dimensions. */
export type TranslationConfig = Readonly<{ adapter: Adapter; timezone: string; dimensions: readonly string[] }>;

/** SHA-256 of the RFC 8785 form of the config, in hex. */
export const translationConfigId = ({ adapter, timezone, dimensions }: TranslationConfig): string =>
  createHash('sha256')
    .update(canonicalJson({ adapter: adapter.stated as JsonValue, timezone, dimensions }), 'utf8')
    .digest('hex');
