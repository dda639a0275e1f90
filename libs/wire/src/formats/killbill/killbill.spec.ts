import { describe, expect, it } from '@jest/globals';
import {
  busEvent,
  event,
  notification,
  price,
  subscription,
  SUBSCRIPTION_ID,
} from '../../../test/killbill-payloads.ts';
import { type Outcome, translator } from '../../../test/translations.ts';

type Json = Readonly<Record<string, unknown>>;

const translated = translator('killbill');
const USD = { currency: 'USD' };

const told = (changes: Json, adapter: Json = USD) => translated(subscription(changes), adapter);
const toldOf = (events: readonly Json[], changes: Json = {}) => told({ events, ...changes });
const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
const linesAt = ({ events }: Outcome, at: number) => events[at]?.data['lines'] as readonly Json[];
const code = ({ refused }: Outcome) => refused?.code;

const START = event('START_BILLING', '2025-01-10');
const GOLD = { plan: 'gold-annual', product: 'Gold', phase: 'gold-annual-evergreen', billingPeriod: 'ANNUAL' };
const GOLD_PRICE = price({ planName: 'gold-annual', phaseName: 'gold-annual-evergreen', recurringPrice: 1200 });

describe('A subscription of Kill Bill', () => {
  it('is a creation with the price of its phase, in the currency of the adapter', () => {
    const outcome = told({}, { ...USD, account: 'main' });
    expect(outcome.events).toEqual([
      {
        id: 'START_BILLING-2025-01-10',
        source: '/killbill/main',
        type: 'created',
        time: '2025-01-10T00:00:00.001Z',
        data: {
          contract_id: SUBSCRIPTION_ID,
          customer_id: '1cb6c8b0-1df6-4dd5-9c7c-2a69bab365e8',
          currency: 'USD',
          effective_date: '2025-01-10',
          version: 1,
          term: { start: '2025-01-10', end: null },
          lines: [
            {
              id: 'standard-monthly',
              kind: 'recurring',
              product: 'Standard',
              quantity: '1',
              unit_price: '24.95',
              per: 'month',
            },
          ],
        },
      },
    ]);
    expect(outcome.notes).toEqual([]);
  });

  it('without a currency in the adapter is refused: the account alone has it', () => {
    expect(translated(subscription()).refused).toMatchObject({
      code: 'partial_terms',
      message: expect.stringContaining('currency'),
    });
  });

  it('has its steps by their days, in whatever order they are listed', () => {
    const [start, change, stop] = [START, event('CHANGE', '2025-03-01', GOLD), event('STOP_BILLING', '2025-06-01')];
    const prices = [price(), GOLD_PRICE];
    expect(toldOf([stop, change, start], { prices }).events).toEqual(toldOf([start, change, stop], { prices }).events);
  });

  it('has the first day of its billing where the start is no longer listed', () => {
    const later = [event('CHANGE', '2025-03-01')];
    const termOf = (changes: Json) => toldOf(later, changes).events[0]?.data['term'];
    expect(termOf({})).toEqual({ start: '2025-01-10', end: null });
    expect(termOf({ billingStartDate: null, startDate: '2025-01-05' })).toEqual({ start: '2025-01-05', end: null });
    expect(termOf({ billingStartDate: null, startDate: null })).toEqual({ start: '2025-03-01', end: null });
  });

  it('has an event for each change, at midnight of its day, in their order within a day', () => {
    const outcome = toldOf(
      [START, event('CHANGE', '2025-03-01', GOLD), event('PHASE', '2025-03-01'), event('CHANGE', '2025-06-01', GOLD)],
      { prices: [price(), GOLD_PRICE] },
    );
    expect(outcome.events.map(({ id, time }) => [id, time])).toEqual([
      ['START_BILLING-2025-01-10', '2025-01-10T00:00:00.001Z'],
      ['CHANGE-2025-03-01', '2025-03-01T00:00:00.001Z'],
      ['PHASE-2025-03-01', '2025-03-01T00:00:00.002Z'],
      ['CHANGE-2025-06-01', '2025-06-01T00:00:00.001Z'],
    ]);
    expect(linesAt(outcome, 3)).toMatchObject([
      { id: 'gold-annual', product: 'Gold', unit_price: '1200', per: 'year' },
    ]);
  });

  it('says the same of a step in every later answer, so that each counts once', () => {
    const [pause, phase] = [event('PAUSE_BILLING', '2025-02-01'), event('PHASE', '2025-05-01')];
    const before = toldOf([START, phase]).events;
    const after = toldOf([START, pause, phase]).events;
    for (const each of before) expect(after).toContainEqual(each);
  });

  it('has no line in a trial, which is told by the phase’s type, else by its name', () => {
    const trial = { phase: 'standard-monthly-trial' };
    const listed = price({ phaseName: trial.phase, phaseType: 'TRIAL', fixedPrice: 0, recurringPrice: null });
    const events = [event('START_BILLING', '2025-01-10', trial), event('PHASE', '2025-02-10')];
    for (const prices of [[listed, price()], [price()]]) {
      const outcome = toldOf(events, { prices });
      expect(days(outcome)).toEqual(['created 2025-01-10', 'amended 2025-02-10']);
      expect(linesAt(outcome, 0)).toEqual([]);
      expect(linesAt(outcome, 1)).toMatchObject([{ unit_price: '24.95' }]);
    }
    const paid = price({ phaseName: trial.phase, phaseType: 'DISCOUNT', recurringPrice: 5 });
    expect(linesAt(toldOf(events, { prices: [paid, price()] }), 0)).toMatchObject([{ unit_price: '5' }]);
  });

  it('has its yearly term from the end of its first trial on, where the adapter takes billing as terms', () => {
    const yearly = { terms: { from_interval_months: 12 }, ...USD };
    const trial = event('START_BILLING', '2025-01-10', { ...GOLD, phase: 'gold-annual-trial' });
    const change = event('CHANGE', '2025-01-20', { ...GOLD, phase: 'gold-annual-trial' });
    const [phase, later] = [event('PHASE', '2025-02-09', GOLD), event('CHANGE', '2025-06-01', GOLD)];
    const term = (events: readonly Json[]) =>
      told({ events, prices: [GOLD_PRICE] }, yearly).events.at(-1)?.data['term'];
    const paid = { start: '2025-02-09', end: '2026-02-09', auto_renew: true };
    expect(term([trial, change, phase])).toEqual(paid);
    expect(term([trial, phase, later])).toEqual(paid);
    expect(term([event('START_BILLING', '2025-01-10', GOLD), later])).toMatchObject({ start: '2025-01-10' });
    expect(term([trial])).toEqual({ start: '2025-01-10', end: null });
  });

  it('has no lines while billing is paused, and those of today when it goes on', () => {
    const outcome = toldOf(
      [
        START,
        event('PAUSE_BILLING', '2025-02-01'),
        event('CHANGE', '2025-03-01', GOLD),
        event('RESUME_BILLING', '2025-04-01'),
      ],
      { prices: [price(), GOLD_PRICE] },
    );
    expect(outcome.events.map(({ id, data }) => [id, (data['lines'] as readonly Json[]).length])).toEqual([
      ['START_BILLING-2025-01-10', 1],
      ['PAUSE_BILLING-2025-02-01', 0],
      ['CHANGE-2025-03-01', 1],
      ['CHANGE-2025-03-01#2', 0],
      ['RESUME_BILLING-2025-04-01', 1],
    ]);
    expect(linesAt(outcome, 4)).toMatchObject([{ product: 'Gold' }]);
  });

  it('that is paused before it starts begins without lines', () => {
    const { events } = toldOf([event('PAUSE_BILLING', '2025-01-05'), START, event('RESUME_BILLING', '2025-02-01')]);
    expect(events.map(({ id, data }) => [id, (data['lines'] as readonly Json[]).length])).toEqual([
      ['START_BILLING-2025-01-10', 1],
      ['START_BILLING-2025-01-10#2', 0],
      ['RESUME_BILLING-2025-02-01', 1],
    ]);
  });

  it('ends when billing stops, and nothing comes after that', () => {
    const outcome = toldOf([
      START,
      event('STOP_ENTITLEMENT', '2025-03-20'),
      event('STOP_BILLING', '2025-04-10'),
      event('RESUME_BILLING', '2025-05-01'),
    ]);
    expect(days(outcome)).toEqual(['created 2025-01-10', 'cancelled 2025-04-10']);
    expect(outcome.events[1]?.id).toBe('STOP_BILLING-2025-04-10');
  });

  it('that is over ends also where its price is nowhere', () => {
    const over = [START, event('STOP_BILLING', '2025-04-10')];
    const outcome = toldOf(over, { state: 'CANCELLED', prices: [] });
    expect(days(outcome)).toEqual(['cancelled 2025-04-10']);
    expect(outcome.notes).toEqual(['history_unknown']);
    expect(days(toldOf(over, { state: 'EXPIRED', prices: [] }))).toEqual(['cancelled 2025-04-10']);
    const endAlone = toldOf([event('STOP_BILLING', '2025-04-10')], { state: 'CANCELLED' });
    expect([days(endAlone), endAlone.notes]).toEqual([['cancelled 2025-04-10'], ['history_unknown']]);
    expect(toldOf(over, { state: 'CANCELLED' }).notes).toEqual([]);
    expect(days(translated(subscription({ events: over, state: 'CANCELLED' })))).toEqual(['cancelled 2025-04-10']);
    expect(code(toldOf(over, { prices: [] }))).toBe('amount_unknown');
  });

  it('takes the day of a time in the zone of the policy', () => {
    expect(days(toldOf([event('START_BILLING', '2025-01-10T23:30:00-05:00')]))).toEqual(['created 2025-01-11']);
    expect(code(toldOf([event('START_BILLING', '10.01.2025')]))).toBe('no_effective_date');
  });

  it('without its events, or without one of billing, is refused', () => {
    expect(code(told({ events: undefined }))).toBe('partial_terms');
    expect(code(told({ events: [event('START_ENTITLEMENT', '2025-01-10')] }))).toBe('partial_terms');
    expect(code(toldOf([START, START]))).toBe('contradictory');
    expect(code(toldOf([event('START_BILLING', '2025-01-10', { eventId: null })]))).toBe('unknown_shape');
  });
});

describe('The price of a step', () => {
  const per = (billingPeriod: string) =>
    linesAt(toldOf([event('START_BILLING', '2025-01-10', { billingPeriod })]), 0)[0]?.['per'];

  it.each([
    ['DAILY', 'day'],
    ['WEEKLY', 'week'],
    ['BIWEEKLY', { interval: 'week', count: 2 }],
    ['THIRTY_DAYS', { interval: 'day', count: 30 }],
    ['THIRTY_ONE_DAYS', { interval: 'day', count: 31 }],
    ['SIXTY_DAYS', { interval: 'day', count: 60 }],
    ['NINETY_DAYS', { interval: 'day', count: 90 }],
    ['MONTHLY', 'month'],
    ['BIMESTRIAL', { interval: 'month', count: 2 }],
    ['QUARTERLY', { interval: 'month', count: 3 }],
    ['TRIANNUAL', { interval: 'month', count: 4 }],
    ['BIANNUAL', { interval: 'month', count: 6 }],
    ['ANNUAL', 'year'],
    ['SESQUIENNIAL', { interval: 'month', count: 18 }],
    ['BIENNIAL', { interval: 'year', count: 2 }],
    ['TRIENNIAL', { interval: 'year', count: 3 }],
  ])('of %s is for that interval', (billingPeriod, expected) => {
    expect(per(billingPeriod)).toEqual(expected);
  });

  it('is for the interval of the subscription where the step says none', () => {
    const events = [event('START_BILLING', '2025-01-10', { billingPeriod: null })];
    expect(linesAt(toldOf(events, { billingPeriod: 'ANNUAL' }), 0)).toMatchObject([{ per: 'year' }]);
  });

  it('without an interval is refused, and one of no interval that has no recurring price has no line', () => {
    const events = [event('START_BILLING', '2025-01-10', { billingPeriod: 'NO_BILLING_PERIOD' })];
    expect(code(toldOf(events))).toBe('amount_unknown');
    expect(linesAt(toldOf(events, { prices: [price({ recurringPrice: null })] }), 0)).toEqual([]);
    expect(code(toldOf([event('START_BILLING', '2025-01-10', { billingPeriod: 'HOURLY' })]))).toBe('unsupported');
  });

  it('is that of its plan and phase, else of the catalog, else refused by the phase’s name', () => {
    const other = price({ phaseName: 'standard-monthly-discount', recurringPrice: 1 });
    const foreign = price({ planName: 'other', recurringPrice: 2 });
    expect(linesAt(told({ prices: [other, foreign, price()] }), 0)).toMatchObject([{ unit_price: '24.95' }]);
    expect(told({ prices: [other, foreign] }).refused).toMatchObject({
      code: 'amount_unknown',
      message: expect.stringContaining('standard-monthly-evergreen'),
    });
    const catalog = { prices: { 'standard-monthly-evergreen': { unit_amount: '30' } } };
    expect(linesAt(told({ prices: [] }, { ...USD, catalog }), 0)).toMatchObject([{ unit_price: '30' }]);
    const both = { prices: { ...catalog.prices, 'standard-monthly': { unit_amount: '20' } } };
    expect(linesAt(told({ prices: [] }, { ...USD, catalog: both }), 0)).toMatchObject([{ unit_price: '30' }]);
    const byPlan = { prices: { 'standard-monthly': { unit_amount: '20' } } };
    expect(linesAt(told({ prices: [] }, { ...USD, catalog: byPlan }), 0)).toMatchObject([{ unit_price: '20' }]);
  });

  it('of the catalog is in the currency of the adapter, and for its own interval where it has one', () => {
    const listed = (changes: Json) =>
      told({ prices: [] }, { ...USD, catalog: { prices: { 'standard-monthly': { unit_amount: '240', ...changes } } } });
    expect(linesAt(listed({ currency: 'USD', interval: 'year' }), 0)).toMatchObject([{ per: 'year' }]);
    expect(linesAt(listed({ interval: 'month', count: 3 }), 0)).toMatchObject([
      { per: { interval: 'month', count: 3 } },
    ]);
    expect(linesAt(listed({}), 0)).toMatchObject([{ per: 'month' }]);
    expect(code(listed({ currency: 'EUR' }))).toBe('mixed_currencies');
  });

  it('that is fixed is a one-off on the day of the step', () => {
    const outcome = told({ prices: [price({ fixedPrice: 99 })] });
    expect(linesAt(outcome, 0)[1]).toEqual({
      id: 'standard-monthly.fixed',
      kind: 'one_time',
      product: 'Standard',
      amount: '99',
      date: '2025-01-10',
    });
    const events = [START, event('PAUSE_BILLING', '2025-02-01'), event('RESUME_BILLING', '2025-04-01')];
    const resumed = toldOf(events, { prices: [price({ fixedPrice: 99 })] });
    expect(linesAt(resumed, 2)[1]).toMatchObject({ amount: '99', date: '2025-01-10' });
  });

  it('that is fixed at nothing is no one-off, and one for nothing is no line', () => {
    expect(linesAt(told({ prices: [price({ fixedPrice: 0 })] }), 0)).toHaveLength(1);
    expect(linesAt(told({ quantity: 0 }), 0)).toEqual([]);
  });

  it('is for the quantity of the step, else of the subscription', () => {
    expect(linesAt(told({ quantity: 3 }), 0)).toMatchObject([{ quantity: '3' }]);
    const events = [event('START_BILLING', '2025-01-10', { quantity: 2 })];
    expect(linesAt(toldOf(events, { quantity: 3 }), 0)).toMatchObject([{ quantity: '2' }]);
  });

  it('leaves usage out, with a note', () => {
    expect(told({ prices: [price({ usagePrices: [{ usageName: 'bytes' }] })] }).notes).toEqual(['usage_excluded']);
  });
});

describe('What Kill Bill sends beside subscriptions', () => {
  it('has no price: events of the bus and webhooks of subscriptions are refused, also an end', () => {
    expect(code(translated(busEvent(), USD))).toBe('partial_terms');
    expect(code(translated(notification(), USD))).toBe('partial_terms');
  });

  it('about anything else is ignored', () => {
    const invoice = notification({ eventType: 'INVOICE_CREATION', objectType: 'INVOICE' });
    expect(translated(invoice, USD).ignored).toBe('other_object');
    expect(told({}, { ...USD, mode: 'test' }).ignored).toBe('test_mode');
  });
});
