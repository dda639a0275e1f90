import type { RawRecord } from '../src/events/wire-event.ts';

type Json = Readonly<Record<string, unknown>>;

export const line = (changes: Json = {}): Json => ({
  id: 'seats',
  kind: 'recurring',
  product: 'core',
  quantity: '25',
  unit_price: '40',
  per: 'month',
  discounts: [{ type: 'percent', value: '10', end: '2025-07-15' }],
  ...changes,
});

export const data = (changes: Json = {}): Json => ({
  contract_id: 'sub_1',
  customer_id: 'cus_1',
  currency: 'USD',
  effective_date: '2025-01-15',
  version: 1,
  term: { start: '2025-01-15', end: '2026-01-15', auto_renew: true },
  lines: [
    line(),
    { id: 'min', kind: 'usage_commitment', product: 'api-calls', amount: '500', per: { interval: 'month', count: 3 } },
    { id: 'setup', kind: 'one_time', amount: '2500', date: '2025-01-15' },
  ],
  attributes: { tier: 'mid-market', channel: 'outbound', region: 'emea' },
  renews: ['sub_0'],
  opened_date: '2024-11-01',
  closed_date: '2025-01-10',
  ...changes,
});

export const envelope = (changes: Json = {}): Json => ({
  specversion: '1.0',
  id: 'evt_1',
  source: '/billing/acme',
  type: 'subscription.created',
  time: '2025-01-15T09:30:00Z',
  subject: 'sub_1',
  data: data(),
  ...changes,
});

export const ofText = (text: string): RawRecord => ({ value: Buffer.from(text, 'utf8'), headers: {} });

/** Keys that are undefined are dropped. */
export const structured = (json: unknown): RawRecord => ofText(JSON.stringify(json));

export const withData = (changes: Json): RawRecord => structured(envelope({ data: data(changes) }));

export const withLine = (changes: Json): RawRecord => withData({ lines: [line(changes)] });

/** The example in binary form: its attributes in headers, and `value` as the record's value. */
export const binary = (attributes: Json = {}, value: unknown = data()): RawRecord => {
  const { data: _, ...stated } = envelope(attributes);
  const headers = Object.entries(stated).filter(([, text]) => text !== undefined);
  return {
    value: Buffer.from(JSON.stringify(value), 'utf8'),
    headers: Object.fromEntries(headers.map(([name, text]) => [`ce_${name}`, Buffer.from(String(text), 'utf8')])),
  };
};
