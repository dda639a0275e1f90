import { describe, expect, it } from '@jest/globals';
import { at } from '../../../test/at.ts';
import { event, item, items, price, subscription } from '../../../test/stripe-payloads.ts';
import { type Outcome, translator } from '../../../test/translations.ts';

const translated = translator('stripe');
const SEEN = '2025-06-01T08:00:00Z';

const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
const first = ({ events }: Outcome) => events[0]?.data ?? {};
const line = (outcome: Outcome) => (first(outcome)['lines'] as readonly Record<string, unknown>[])[0];
const code = (outcome: Outcome) => outcome.refused?.code;

describe('An event of Stripe', () => {
  it('becomes the terms of the subscription, from the day of the event on', () => {
    expect(translated(event('updated'))).toEqual({
      ignored: null,
      refused: null,
      notes: [],
      events: [
        {
          id: 'evt_1',
          source: '/stripe/default',
          type: 'amended',
          time: '2025-03-20T12:00:00.5Z',
          data: {
            contract_id: 'sub_1',
            customer_id: 'cus_1',
            currency: 'USD',
            effective_date: '2025-03-20',
            version: 1,
            term: { start: '2025-01-10', end: null },
            lines: [
              {
                id: 'si_1',
                kind: 'recurring',
                product: 'prod_core',
                quantity: '4',
                unit_price: '15',
                per: 'month',
              },
            ],
          },
        },
      ],
    });
  });

  it('of a creation takes effect on the first day, also one before or after it was recorded', () => {
    for (const day of ['2024-11-05', '2025-07-01']) {
      const outcome = translated(event('created', { start_date: at(day), created: at('2025-03-20') }));
      expect(days(outcome)).toEqual([`created ${day}`]);
      expect(first(outcome)['term']).toEqual({ start: day, end: null });
    }
  });

  it('has a rank within its second: created, then changed, then deleted', () => {
    const time = (type: string, changes = {}) => translated(event(type, changes)).events[0]?.time;
    expect(time('created')).toBe('2025-03-20T12:00:00Z');
    expect(time('paused')).toBe('2025-03-20T12:00:00.5Z');
    expect(time('resumed')).toBe('2025-03-20T12:00:00.5Z');
    expect(time('deleted', { status: 'canceled' })).toBe('2025-03-20T12:00:00.9Z');
  });

  it('falls on a day of the zone of the policy', async () => {
    const { translate } = await import('../translate.ts');
    const { configOf } = await import('../../../test/translations.ts');
    const json = event('updated', {}, { created: at('2025-03-20T23:30:00Z') });
    const { events } = translate('stripe', { json, observed: null }, configOf({}, 'Europe/Berlin'));
    expect(events[0]?.data.effective_date).toBe('2025-03-21');
  });

  it('before the first day takes effect on it', () => {
    expect(days(translated(event('updated', { start_date: at('2025-04-01') })))).toEqual(['amended 2025-04-01']);
  });

  it('names the connected account, else that of the adapter', () => {
    const source = (json: unknown, adapter = {}) => translated(json, adapter).events[0]?.source;
    expect(source(event('updated', {}, { account: 'acct_1' }), { account: 'acme' })).toBe('/stripe/acct_1');
    expect(source(event('updated'), { account: 'acme' })).toBe('/stripe/acme');
  });

  it('of deletion ends the contract on the day on which it ended, and needs no terms', () => {
    const ended = { status: 'canceled', ended_at: at('2025-03-18'), items: { has_more: true, data: [] } };
    const outcome = translated(event('deleted', ended));
    expect(days(outcome)).toEqual(['cancelled 2025-03-18']);
    expect(first(outcome)).toEqual({ contract_id: 'sub_1', effective_date: '2025-03-18', version: 1 });
    expect(days(translated(event('deleted', { status: 'canceled' })))).toEqual(['cancelled 2025-03-20']);
    expect(days(translated(event('updated', { status: 'canceled' })))).toEqual(['cancelled 2025-03-20']);
  });

  it('of deletion at second 59 ends the contract on the day for which that end was scheduled', () => {
    const last = at('2025-04-30T23:59:59Z');
    const scheduled = translated(event('updated', { cancel_at: last, canceled_at: at('2025-02-20') }));
    expect(days(scheduled)).toEqual(['amended 2025-03-20', 'cancelled 2025-05-01']);
    const ended = { status: 'canceled', cancel_at: last, canceled_at: at('2025-02-20'), ended_at: last };
    expect(days(translated(event('deleted', ended, { created: last })))).toEqual(['cancelled 2025-05-01']);
  });

  it('says nothing where an updated one comes beside it, or it is about something else', () => {
    const reason = (type: string) => translated({ ...event('updated'), type }).ignored;
    expect(reason('customer.subscription.trial_will_end')).toBe('no_change');
    expect(reason('customer.subscription.pending_update_applied')).toBe('no_change');
    expect(reason('customer.subscription.pending_update_expired')).toBe('no_change');
    expect(reason('subscription_schedule.updated')).toBe('scheduled_only');
    expect(reason('invoice.paid')).toBe('other_object');
    expect(translated({ id: 'in_1', object: 'invoice' }).ignored).toBe('other_object');
  });

  it('of the test mode is left out, or the only one taken', () => {
    const test = { ...event('updated'), livemode: false };
    expect(translated(test).ignored).toBe('test_mode');
    expect(translated(test, { mode: 'test' }).ignored).toBeNull();
    expect(translated(event('updated'), { mode: 'test' }).ignored).toBe('test_mode');
    expect(translated(test, { mode: 'any' }).events).toHaveLength(1);
    const { livemode: _, ...silent } = event('updated');
    expect(translated(silent).events).toHaveLength(1);
  });

  it('is found in the wrapper of EventBridge, Hookdeck and Svix, but in no other', () => {
    for (const key of ['detail', 'body', 'payload']) {
      expect(translated({ [key]: event('updated') })).toEqual(translated(event('updated')));
    }
    expect(code(translated({ message: event('updated') }))).toBe('unknown_shape');
    expect(code(translated({ object: 'v2.core.event', type: 'v1.billing.meter' }))).toBe('unknown_shape');
    expect(code(translated({ event_type: 'subscription_changed', content: {} }))).toBe('unknown_shape');
    expect(code(translated([event('updated')]))).toBe('unknown_shape');
  });

  it('keeps its meaning whatever counts its deliveries', () => {
    const again = event('updated', {}, { pending_webhooks: 7, request: null, api_version: '2020-08-27' });
    expect(translated(again)).toEqual(translated(event('updated')));
  });
});

describe('The price of an item', () => {
  const priced = (changes: object, quantity: unknown = 4) =>
    translated(event('updated', { items: items(item({ price: price({ ...changes }), quantity })) }));

  it('is its decimal where that is finer, in the minor units of Stripe', () => {
    expect(line(priced({ unit_amount: 0, unit_amount_decimal: '0.5' }))).toMatchObject({ unit_price: '0.005' });
    const inCurrency = (currency: string) =>
      line(translated(event('updated', { currency, items: items(item({ price: price({ currency }) })) })));
    expect(inCurrency('jpy')).toMatchObject({ unit_price: '1500' });
    expect(inCurrency('ugx')).toMatchObject({ unit_price: '15' });
    expect(inCurrency('isk')).toMatchObject({ unit_price: '15' });
    expect(inCurrency('kwd')).toMatchObject({ unit_price: '1.5' });
  });

  it('is refused where its two statements differ by a minor unit or more', () => {
    expect(code(priced({ unit_amount: 1500, unit_amount_decimal: '1500.9' }))).toBeUndefined();
    expect(code(priced({ unit_amount: 1500, unit_amount_decimal: '1501' }))).toBe('contradictory');
  });

  it('has the interval of the price, which may differ between items', () => {
    const recurring = { interval: 'month', interval_count: 3, usage_type: 'licensed' };
    expect(line(priced({ recurring }))).toMatchObject({ per: { interval: 'month', count: 3 } });
  });

  it('is that of the plan where there is no price, and of the subscription in the oldest versions', () => {
    const plan = { id: 'plan_1', amount: 2000, currency: 'usd', interval: 'year', product: 'prod_old' };
    const { price: _, ...withPlan } = item({ plan });
    const expected = { quantity: '4', unit_price: '20', per: 'year', product: 'prod_old' };
    expect(line(translated(event('updated', { items: items(withPlan) })))).toMatchObject({ id: 'si_1', ...expected });
    const oldest = translated(event('updated', { items: undefined, plan, quantity: 4 }));
    expect(line(oldest)).toMatchObject({ id: 'plan_1', ...expected });
    const both = item({ plan: { ...plan, currency: 'eur' } });
    expect(line(translated(event('updated', { items: items(both) })))).toMatchObject({ unit_price: '15' });
  });

  it('counts one unit where none is stated, and nothing for none', () => {
    expect(line(priced({}, null))).toMatchObject({ quantity: '1' });
    expect(first(priced({}, 0))['lines']).toEqual([]);
  });

  it('counts packages, rounded up or down', () => {
    const round = (word: string) => line(priced({ transform_quantity: { divide_by: 3, round: word } }));
    expect(round('up')).toMatchObject({ quantity: '2' });
    expect(round('down')).toMatchObject({ quantity: '1' });
  });

  it('leaves usage out, with a note', () => {
    const outcome = priced({ recurring: { interval: 'month', interval_count: 1, usage_type: 'metered' } });
    expect(first(outcome)['lines']).toEqual([]);
    expect(outcome.notes).toEqual(['usage_excluded']);
  });

  it('is refused where the payload does not say it', () => {
    expect(code(priced({ unit_amount: null, unit_amount_decimal: null }))).toBe('amount_unknown');
    expect(priced({ billing_scheme: 'tiered', tiers_mode: 'volume' }).refused?.message).toBe(
      'data.object.items.data[0].price price_seat has no tier for 4 in the payload, nor in the catalog (prices)',
    );
    expect(code(translated(event('updated', { items: { ...items(item()), has_more: true } })))).toBe('partial_terms');
    const euro = item({ id: 'si_2', price: price({ currency: 'eur' }) });
    expect(code(translated(event('updated', { items: items(item(), euro) })))).toBe('mixed_currencies');
  });

  const TIERS = [
    { up_to: 2, unit_amount: 1000, flat_amount: null },
    { up_to: null, unit_amount: 800, flat_amount: 500 },
  ];

  it('of volume tiers is that of the tier reached, for every unit', () => {
    const { lines } = first(priced({ billing_scheme: 'tiered', tiers_mode: 'volume', tiers: TIERS }));
    expect(lines).toMatchObject([
      { id: 'si_1', quantity: '4', unit_price: '8' },
      { id: 'si_1#2.flat', quantity: '1', unit_price: '5' },
    ]);
    const upTo = priced({ billing_scheme: 'tiered', tiers_mode: 'volume', tiers: TIERS }, 2);
    expect(first(upTo)['lines']).toMatchObject([{ id: 'si_1', quantity: '2', unit_price: '10' }]);
  });

  it('of graduated tiers has a line for each tier that is entered', () => {
    const { lines } = first(priced({ billing_scheme: 'tiered', tiers_mode: 'graduated', tiers: TIERS }));
    expect(lines).toMatchObject([
      { id: 'si_1#1', quantity: '2', unit_price: '10' },
      { id: 'si_1#2', quantity: '2', unit_price: '8' },
      { id: 'si_1#2.flat', quantity: '1', unit_price: '5' },
    ]);
  });

  it('has its tiers in the catalog where a webhook leaves them out', () => {
    const tiers = [
      { up_to: 2, unit_amount: '10.00' },
      { up_to: null, unit_amount: '8.00' },
    ];
    const adapter = { catalog: { prices: { price_seat: { currency: 'USD', tiers_mode: 'volume', tiers } } } };
    const payload = event('updated', {
      items: items(item({ price: price({ billing_scheme: 'tiered', tiers_mode: 'volume' }) })),
    });
    expect(line(translated(payload, adapter))).toMatchObject({ quantity: '4', unit_price: '8' });
  });
});

describe('Discounts', () => {
  const coupon = (changes: object) => ({ id: 'SPRING', duration: 'forever', percent_off: 20, ...changes });
  const discount = (changes: object = {}, dates: object = {}) => ({
    id: 'di_1',
    object: 'discount',
    start: at('2025-02-01'),
    end: null,
    coupon: coupon(changes),
    ...dates,
  });
  const discounts = (outcome: Outcome) => first(outcome)['discounts'];

  it('off the whole subscription are discounts of the contract, in their order', () => {
    const amount = discount({ percent_off: null, amount_off: 500, currency: 'usd' });
    expect(discounts(translated(event('updated', { discounts: [discount(), amount] })))).toEqual([
      { type: 'percent', value: '20', start: '2025-02-01' },
      { type: 'amount', value: '5', start: '2025-02-01', per: 'month' },
    ]);
  });

  it('have the same meaning in every version: one field, a list, or a coupon under its source', () => {
    const { coupon: own, ...bare } = discount();
    const now = translated(event('updated', { discounts: [{ ...bare, source: { type: 'coupon', coupon: own } }] }));
    expect(discounts(now)).toHaveLength(1);
    expect(now).toEqual(translated(event('updated', { discounts: [discount()] })));
    expect(now).toEqual(translated(event('updated', { discounts: undefined, discount: discount() })));
  });

  it('end as Stripe says, else after their months; those that are over are left out', () => {
    const run = (changes: object, dates: object = {}) =>
      discounts(translated(event('updated', { discounts: [discount(changes, dates)] })));
    const repeating = { duration: 'repeating', duration_in_months: 6 };
    expect(run(repeating)).toMatchObject([{ start: '2025-02-01', end: '2025-08-01' }]);
    expect(run(repeating, { end: at('2025-08-03') })).toMatchObject([{ end: '2025-08-03' }]);
    expect(run(repeating, { end: at('2025-03-20') })).toBeUndefined();
  });

  it('that count once come off the coming invoice, with a note', () => {
    const outcome = translated(event('updated', { discounts: [discount({ duration: 'once' })] }));
    expect(discounts(outcome)).toEqual([{ type: 'percent', value: '20', start: '2025-04-10', end: '2025-05-10' }]);
    expect(outcome.notes).toEqual(['once_dated']);
  });

  it('of an item or of some products are those of their lines, an amount once', () => {
    const other = item({ id: 'si_2', price: price({ product: 'prod_addon' }), quantity: 1 });
    const limited = { amount_off: 7000, percent_off: null, currency: 'usd', applies_to: { products: ['prod_core'] } };
    const own = item({ discounts: [discount()] });
    const outcome = translated(event('updated', { items: items(own, other), discounts: [discount(limited)] }));
    expect(first(outcome)['lines']).toMatchObject([
      {
        id: 'si_1',
        discounts: [
          { type: 'percent', value: '20' },
          // What the percentage leaves of 60.
          { type: 'amount', value: '48' },
        ],
      },
      { id: 'si_2' },
    ]);
    expect(discounts(outcome)).toBeUndefined();
  });

  it('that are ids alone are in the catalog, else they are refused or counted gross', () => {
    const payload = event('updated', { discounts: ['di_9'] });
    const catalog = {
      coupons: { SPRING: { percent: '20', months: 6 } },
      discounts: { di_9: { coupon: 'SPRING', start: '2025-03-01' } },
    };
    expect(discounts(translated(payload, { catalog }))).toEqual([
      { type: 'percent', value: '20', start: '2025-03-01', end: '2025-09-01' },
    ]);
    expect(translated(payload).refused?.message).toContain('di_9');
    expect(code(translated(payload))).toBe('amount_unknown');
    expect(translated(payload, { unknown_discount: 'gross' }).notes).toEqual(['discount_unknown']);
  });

  it('in another currency count by the coupon’s amount in this one', () => {
    const euro = { percent_off: null, amount_off: 500, currency: 'eur' };
    const options = { currency_options: { usd: { amount_off: 600 } } };
    expect(code(translated(event('updated', { discounts: [discount(euro)] })))).toBe('mixed_currencies');
    const outcome = translated(event('updated', { discounts: [discount({ ...euro, ...options })] }));
    expect(discounts(outcome)).toMatchObject([{ type: 'amount', value: '6' }]);
  });
});

describe('Ends, pauses and trials', () => {
  it('schedules the end of a period behind the terms, on the latest of its items', () => {
    const two = items(item(), item({ id: 'si_2', current_period_end: at('2026-01-10') }));
    expect(days(translated(event('updated', { cancel_at_period_end: true, items: two })))).toEqual([
      'amended 2025-03-20',
      'cancelled 2026-01-10',
    ]);
    const outcome = translated(event('updated', { cancel_at_period_end: true, cancel_at: at('2025-04-09') }));
    expect(outcome.events.map(({ id }) => id)).toEqual(['evt_1', 'evt_1#2']);
    expect(days(outcome)).toEqual(['amended 2025-03-20', 'cancelled 2025-04-09']);
  });

  it('takes an end that was there at creation as the term, one set later as an end', () => {
    const fixed = translated(event('created', { cancel_at: at('2026-01-10') }));
    expect(days(fixed)).toEqual(['created 2025-01-10']);
    expect(first(fixed)['term']).toEqual({ start: '2025-01-10', end: '2026-01-10', auto_renew: false });
    const later = { cancel_at: at('2026-01-10'), canceled_at: at('2025-02-20') };
    expect(days(translated(event('updated', later)))).toEqual(['amended 2025-03-20', 'cancelled 2026-01-10']);
    expect(days(translated(event('updated', { cancel_at: 0 })))).toEqual(['amended 2025-03-20']);
  });

  it('pauses what is not collected until it is again, unless it is still owed', () => {
    const pause = (behavior: string, adapter = {}) =>
      translated(event('updated', { pause_collection: { behavior, resumes_at: at('2025-06-15') } }), adapter);
    expect(days(pause('void'))).toEqual(['amended 2025-03-20', 'amended 2025-06-15']);
    expect(first(pause('void'))['lines']).toEqual([]);
    expect(pause('void').events[1]?.data['lines']).toHaveLength(1);
    expect(first(pause('mark_uncollectible'))['lines']).toEqual([]);
    expect(first(pause('keep_as_draft'))['lines']).toHaveLength(1);
    expect(first(pause('void', { status: { pause_collection: 'count' } }))['lines']).toHaveLength(1);
  });

  it('takes up collection again on the day of the pause where that is the day of its resumption', () => {
    const pause_collection = { behavior: 'void', resumes_at: at('2025-03-20T20:00:00Z') };
    const outcome = translated(event('updated', { pause_collection }));
    expect(days(outcome)).toEqual(['amended 2025-03-20', 'amended 2025-03-20']);
    expect(outcome.events[1]?.data['lines']).toHaveLength(1);
  });

  it.each([
    ['active', 1],
    ['past_due', 1],
    ['unpaid', 0],
    ['paused', 0],
    ['incomplete', 0],
    ['trialing', 1],
  ])('has lines in status %s: %s', (status, count) => {
    expect(first(translated(event('updated', { status })))['lines']).toHaveLength(count);
  });

  it('counts past due and unpaid as the adapter says, and refuses a status that it does not know', () => {
    const adapter = { status: { past_due: 'drop', unpaid: 'count' } };
    expect(first(translated(event('updated', { status: 'past_due' }), adapter))['lines']).toHaveLength(0);
    expect(first(translated(event('updated', { status: 'unpaid' }), adapter))['lines']).toHaveLength(1);
    expect(code(translated(event('updated', { status: 'frozen' })))).toBe('unsupported');
    expect(days(translated(event('updated', { status: 'incomplete_expired' })))).toEqual(['cancelled 2025-01-10']);
  });

  it('counts nothing before a trial ends', () => {
    const trial = { status: 'trialing', trial_start: at('2025-01-10'), trial_end: at('2025-02-10') };
    expect(line(translated(event('created', trial)))).toMatchObject({ start: '2025-02-10' });
    const later = { trial_start: at('2025-03-20'), trial_end: at('2025-04-20') };
    expect(line(translated(event('updated', later)))).toMatchObject({ start: '2025-04-20' });
    const over = { trial_start: at('2025-02-01'), trial_end: at('2025-03-01') };
    expect(line(translated(event('updated', over)))).not.toHaveProperty('start');
  });

  it('takes yearly billing as a term where the adapter says so', () => {
    const yearly = items(item({ price: price({ recurring: { interval: 'year', interval_count: 1 } }) }));
    const adapter = { terms: { from_interval_months: 12 } };
    const term = (changes: Readonly<Record<string, unknown>>) =>
      first(translated(event('updated', changes), adapter))['term'];
    expect(term({ items: yearly })).toEqual({ start: '2025-01-10', end: '2026-01-10', auto_renew: true });
    expect(term({})).toEqual({ start: '2025-01-10', end: null });
    const trial = { trial_start: at('2025-01-10'), trial_end: at('2025-02-10') };
    expect(term({ items: yearly, ...trial })).toMatchObject({ start: '2025-02-10', end: '2026-02-10' });
  });
});

describe('A schedule', () => {
  const phases = [
    {
      start_date: at('2025-01-10'),
      end_date: at('2025-07-10'),
      items: [{ price: 'price_seat', quantity: 4 }],
      discounts: [],
    },
    {
      start_date: at('2025-07-10'),
      end_date: at('2026-01-10'),
      items: [{ price: 'price_seat', quantity: 9 }],
      discounts: [],
    },
  ];
  const schedule = (end_behavior: string) => ({
    id: 'sched_1',
    object: 'subscription_schedule',
    customer: 'cus_1',
    subscription: 'sub_1',
    end_behavior,
    phases,
  });
  const listed = { currency: 'USD', interval: 'month', unit_amount: '15.00', product: 'prod_core' };
  const catalog = { prices: { price_seat: listed } };

  it('that is expanded states every step, open at its end or a term', () => {
    const released = translated(event('updated', { schedule: schedule('release') }), { catalog });
    expect(first(released)['lines']).toMatchObject([
      { id: 'price_seat', quantity: '4', start: '2025-01-10', end: '2025-07-10' },
      { id: 'price_seat#2', quantity: '9', start: '2025-07-10' },
    ]);
    expect(first(released)['term']).toEqual({ start: '2025-01-10', end: null });
    const ended = translated(event('updated', { schedule: schedule('cancel') }), { catalog });
    expect(first(ended)['term']).toEqual({ start: '2025-01-10', end: '2026-01-10', auto_renew: false });
  });

  it('that is expanded ends a step of second 59, and begins the next one, a second later', () => {
    const [early, late] = phases;
    const [half, whole] = [at('2025-06-30T23:59:59Z'), at('2025-12-31T23:59:59Z')];
    const stamped = [
      { ...early, end_date: half },
      { ...late, start_date: half, end_date: whole },
    ];
    const outcome = translated(event('updated', { schedule: { ...schedule('cancel'), phases: stamped } }), { catalog });
    expect(first(outcome)['term']).toEqual({ start: '2025-01-10', end: '2026-01-01', auto_renew: false });
    expect(first(outcome)['lines']).toMatchObject([
      { quantity: '4', end: '2025-07-01' },
      { quantity: '9', start: '2025-07-01', end: '2026-01-01' },
    ]);
  });

  it('that is expanded leaves a tax in the prices, with a note, as items do', () => {
    const tax_rates = [{ object: 'tax_rate', inclusive: true }];
    const taxed = { default_tax_rates: tax_rates, schedule: schedule('release') };
    expect(translated(event('updated', taxed), { catalog }).notes).toEqual(['tax_inclusive']);
    const [phase] = phases;
    const ofPhase = { ...schedule('release'), phases: [{ ...phase, default_tax_rates: tax_rates }] };
    expect(translated(event('updated', { schedule: ofPhase }), { catalog }).notes).toEqual(['tax_inclusive']);
  });

  it('that is an id is not followed, with a note', () => {
    const outcome = translated(event('updated', { schedule: 'sched_1' }));
    expect(first(outcome)['lines']).toMatchObject([{ quantity: '4' }]);
    expect(outcome.notes).toEqual(['schedule_not_followed']);
  });

  it('is followed by its own events where the adapter says so', () => {
    const own = {
      ...event('updated'),
      type: 'subscription_schedule.updated',
      data: { object: schedule('release') },
      created: at('2025-08-01'),
    };
    const adapter = { schedules: 'follow', catalog };
    const outcome = translated(own, adapter);
    expect(days(outcome)).toEqual(['amended 2025-08-01']);
    expect(first(outcome)['lines']).toMatchObject([{ quantity: '9', start: '2025-07-10' }]);
    expect(translated(own, { schedules: 'follow' }).ignored).toBe('scheduled_only');
    expect(translated(event('updated', { schedule: 'sched_1' }), adapter).ignored).toBe('scheduled_only');
    expect(days(translated(event('deleted', { schedule: 'sched_1' }), adapter))).toEqual(['cancelled 2025-03-20']);
  });
});

describe('A bare subscription', () => {
  it('tells the past by today’s terms in version 0, and its own day in version 1', () => {
    const outcome = translated(subscription(), {}, SEEN);
    expect(outcome.events.map(({ id, type, time, data }) => [id, type, time, data['version']])).toEqual([
      ['sub_1#start-8251235199', 'created', '2025-01-10T12:00:00Z', 0],
      ['sub_1#at-2025-06-01T08:00:00Z', 'amended', '2025-06-01T08:00:00Z', 1],
    ]);
    expect(days(outcome)).toEqual(['created 2025-01-10', 'amended 2025-06-01']);
    expect(outcome.notes).toEqual(['history_assumed']);
  });

  it('tells the past alone where nobody knows when it was exported', () => {
    const outcome = translated(subscription());
    expect(days(outcome)).toEqual(['created 2025-01-10']);
    expect(outcome.events[0]?.id).toMatch(/^sub_1#start-[0-9a-f]{16}$/);
    const scheduled = translated(subscription({ cancel_at_period_end: true }));
    expect(days(scheduled)).toEqual(['created 2025-01-10', 'cancelled 2025-04-10']);
    expect(code(translated(subscription({ status: 'unpaid' })))).toBe('no_effective_date');
    expect(code(translated(subscription({ status: 'paused' })))).toBe('no_effective_date');
  });

  it('that is paused was not before', () => {
    const outcome = translated(subscription({ status: 'paused' }), {}, SEEN);
    expect(outcome.events.map(({ data }) => (data['lines'] as readonly unknown[]).length)).toEqual([1, 0]);
  });

  it('that is over ends on its day, with or without a time of observation', () => {
    const over = { status: 'canceled', ended_at: at('2025-05-02') };
    expect(days(translated(subscription(over), {}, SEEN))).toEqual(['created 2025-01-10', 'cancelled 2025-05-02']);
    const silent = translated(subscription(over));
    expect(days(silent)).toEqual(['created 2025-01-10', 'cancelled 2025-05-02']);
    expect(silent.events[1]?.data['version']).toBe(1);
  });

  it('that is over is said to end also where its terms are not known', () => {
    const tiered = items(item({ price: price({ billing_scheme: 'tiered', tiers_mode: 'volume' }) }));
    const over = { status: 'canceled', ended_at: at('2025-05-02'), items: tiered };
    const outcome = translated(subscription(over), {}, SEEN);
    expect(days(outcome)).toEqual(['cancelled 2025-05-02']);
    expect(outcome.notes).toEqual(['history_unknown']);
  });

  it('leaves a later trial out of the past', () => {
    const trial = { trial_start: at('2025-05-20'), trial_end: at('2025-06-20') };
    const outcome = translated(subscription(trial), {}, SEEN);
    const starts = outcome.events.map(
      ({ data }) => (data['lines'] as readonly Record<string, unknown>[])[0]?.['start'],
    );
    expect(starts).toEqual([undefined, '2025-06-20']);
  });
});

describe('What the adapter says', () => {
  it('finds customers, attributes, dates and products by its paths', () => {
    const metadata = { crm: 'acc_7', tier: 'gold', signed: '2024-12-30', old: 'sub_0', size: '12' };
    const adapter = {
      contract_prefix: 'eu-',
      customer: 'metadata.crm',
      attributes: { size: ['metadata.none', 'metadata.size'], plan: 'items.data.0.price.id' },
      products: { prod_core: 'core' },
      closed_date: 'metadata.signed',
      renews: 'metadata.old',
    };
    expect(first(translated(event('updated', { metadata }), adapter))).toMatchObject({
      contract_id: 'eu-sub_1',
      customer_id: 'acc_7',
      attributes: { tier: 'gold', size: '12', plan: 'price_seat' },
      closed_date: '2024-12-30',
      renews: 'eu-sub_0',
      lines: [{ product: 'core' }],
    });
  });

  it('takes the id of an expanded customer', () => {
    expect(first(translated(event('updated', { customer: { id: 'cus_9', object: 'customer' } })))).toMatchObject({
      customer_id: 'cus_9',
    });
  });
});
