import { describe, expect, it } from '@jest/globals';
import { DEFAULT_ADAPTER, type FormatName } from '@app/wire';
import { type TranslatedPayload, translatedPayload, translatorOf } from './payload-translation.ts';
import { tallyTranslation } from './translation-tally.ts';

const subscription = (changes: object = {}) => ({
  id: 'sub_1',
  object: 'subscription',
  customer: 'cus_1',
  status: 'active',
  start_date: 1_736_510_400,
  items: {
    data: [{ id: 'si_1', price: { id: 'p', currency: 'usd', unit_amount: 900, recurring: { interval: 'month' } } }],
  },
  ...changes,
});

const event = (id: string, changes: object = {}, type = 'customer.subscription.updated') => ({
  id,
  object: 'event',
  created: 1_742_472_000,
  type,
  data: { object: subscription(changes) },
});

const PADDLE = {
  id: 'sub_01hv8x29kz0t586xy6zn1a62aa',
  status: 'active',
  customer_id: 'ctm_1',
  currency_code: 'USD',
  created_at: '2025-01-10T12:00:00Z',
  started_at: '2025-01-10T12:00:00Z',
  items: [
    {
      quantity: 1,
      price: { id: 'pri_1', unit_price: { amount: '900' }, billing_cycle: { interval: 'month', frequency: 1 } },
    },
  ],
};

const summaryOf = (...payloads: readonly unknown[]) => summaryAs('stripe', payloads);

const summaryAs = (format: FormatName, payloads: readonly unknown[]) => {
  const tally = tallyTranslation();
  const translation = {
    translator: translatorOf(format, { adapter: DEFAULT_ADAPTER, timezone: 'UTC', dimensions: [] }),
    observed: null,
    onTranslated: (translated: TranslatedPayload): void => tally.add(translated),
  };
  payloads.forEach((payload, i) => {
    const value = typeof payload === 'string' ? Buffer.from(payload) : Buffer.from(JSON.stringify(payload));
    translatedPayload(translation, { value, position: BigInt(i + 1) }, 'a.jsonl');
  });
  return tally.summary();
};

describe('What payloads became', () => {
  it('is counted: taken, ignored and refused, with the first places of each', () => {
    const summary = summaryOf(
      event('evt_1'),
      event('evt_2', { id: 'sub_2', customer: 'cus_2' }),
      event('evt_3', {}, 'invoice.paid'),
      '{"broken',
      { object: 'event', id: 'evt_4', type: 'customer.subscription.updated' },
      subscription({ id: 'sub_3' }),
    );
    expect(summary).toMatchObject({
      payloads: 6,
      taken: 3,
      events: 3,
      contracts: 3,
      customers: 2,
      currencies: ['USD'],
      ignored: [{ code: 'other_object', count: 1, examples: [{ origin: 'a.jsonl', position: 3n }] }],
      refused: [
        { code: 'not_json', count: 1, examples: [{ position: 4n }] },
        { code: 'unknown_shape', count: 1, examples: [{ position: 5n }] },
      ],
      notes: [{ code: 'history_assumed', count: 1, examples: [{ position: 6n }] }],
    });
  });

  it('names changes of one second, but no repeat of one event', () => {
    const noted = (...payloads: readonly unknown[]) => summaryOf(...payloads).notes.map(({ code }) => code);
    expect(noted(event('evt_1'), event('evt_2'))).toEqual(['same_second']);
    expect(noted(event('evt_1'), event('evt_1'))).toEqual([]);
    expect(noted(event('evt_1', { cancel_at_period_end: true, cancel_at: 1_752_472_000 }))).toEqual([]);
    expect(noted(event('evt_1', {}, 'customer.subscription.created'), event('evt_2'))).toEqual([]);
  });

  it('has no such note for an object whose past and own day were recorded at one time: versions decide', () => {
    const { notes } = summaryAs('paddle', [{ ...PADDLE, updated_at: PADDLE.created_at }]);
    expect(notes.map(({ code }) => code)).toEqual(['history_assumed']);
  });
});
