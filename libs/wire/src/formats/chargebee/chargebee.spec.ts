import { describe, expect, it } from '@jest/globals';
import { at } from '../../../test/at.ts';
import { contractTerm, event, item, subscription } from '../../../test/chargebee-payloads.ts';
import { type Outcome, translator } from '../../../test/translations.ts';

type Json = Readonly<Record<string, unknown>>;

const translated = translator('chargebee');

const days = ({ events }: Outcome) => events.map(({ type, data }) => `${type} ${String(data['effective_date'])}`);
const first = ({ events }: Outcome) => events[0]?.data ?? {};
const lines = (outcome: Outcome) => first(outcome)['lines'] as readonly Json[];
const code = (outcome: Outcome) => outcome.refused?.code;

describe('An event of Chargebee', () => {
  it('becomes the terms of the subscription, recorded when its version was', () => {
    expect(translated(event('changed'))).toEqual({
      ignored: null,
      refused: null,
      notes: [],
      events: [
        {
          id: 'ev_1',
          source: '/chargebee/default',
          type: 'amended',
          time: '2025-03-20T12:00:00.25Z',
          data: {
            contract_id: 'sub_1',
            customer_id: 'cus_1',
            currency: 'USD',
            effective_date: '2025-03-20',
            version: 1,
            term: { start: '2025-01-10', end: null },
            lines: [
              {
                id: 'seats-USD-monthly',
                kind: 'recurring',
                product: 'seats-USD-monthly',
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

  it('has the time of its version, else of the update, else its own, ranked within the second', () => {
    const time = (changes: Json, type = 'changed') => translated(event(type, changes)).events[0]?.time;
    const silent = { resource_version: undefined };
    expect(time(silent)).toBe('2025-03-20T12:00:00.5Z');
    expect(time(silent, 'created')).toBe('2025-03-20T12:00:00Z');
    expect(time({ ...silent, cancelled_at: at('2025-03-20') }, 'cancelled')).toBe('2025-03-20T12:00:00.9Z');
    expect(time({ ...silent, updated_at: undefined })).toBe('2025-03-20T12:00:00.5Z');
    expect(time({ ...silent, updated_at: at('2025-03-21') })).toBe('2025-03-21T12:00:00.5Z');
  });

  it('of a creation takes effect on the start, backdated or ahead', () => {
    const created = (changes: Json, type = 'created') => days(translated(event(type, changes)));
    expect(created({ started_at: at('2024-11-05') }, 'created_with_backdating')).toEqual(['created 2024-11-05']);
    const ahead = { started_at: undefined, start_date: at('2025-07-01'), status: 'future' };
    expect(created(ahead)).toEqual(['created 2025-07-01']);
    expect(created({ started_at: undefined })).toEqual(['created 2025-01-10']);
  });

  it('of an activation takes effect on the day of the activation', () => {
    for (const type of ['activated', 'activated_with_backdating', 'reactivated', 'reactivated_with_backdating']) {
      expect(days(translated(event(type, { activated_at: at('2025-02-01') })))).toEqual(['amended 2025-02-01']);
    }
    const lost = { activated_at: undefined };
    expect(code(translated(event('activated_with_backdating', lost)))).toBe('no_effective_date');
    // A fault of the terms counts before that of the record where its code comes first.
    expect(code(translated(event('activated_with_backdating', { ...lost, status: 'transferred' })))).toBe(
      'unsupported',
    );
    expect(days(translated(event('activated', lost)))).toEqual(['amended 2025-03-20']);
  });

  it('that is backdated without saying to when is refused', () => {
    expect(code(translated(event('changed_with_backdating')))).toBe('no_effective_date');
    const ended = { status: 'cancelled' };
    expect(code(translated(event('canceled_with_backdating', ended)))).toBe('no_effective_date');
    const said = event('canceled_with_backdating', { ...ended, cancelled_at: at('2025-02-03') });
    expect(days(translated(said))).toEqual(['cancelled 2025-02-03']);
  });

  it.each([
    'started',
    'trial_extended',
    'renewed',
    'cancellation_scheduled',
    'scheduled_cancellation_removed',
    'pause_scheduled',
    'scheduled_pause_removed',
    'resumed',
    'resumption_scheduled',
    'scheduled_resumption_removed',
    'ramp_applied',
    'contract_term_renewed',
  ])('%s states the terms of its day', (type) => {
    expect(days(translated(event(type)))).toEqual(['amended 2025-03-20']);
  });

  it('says nothing where nothing is in force, has changed, or is about a subscription', () => {
    const reason = (type: string) => translated(event(type)).ignored;
    for (const type of ['changes_scheduled', 'scheduled_changes_removed', 'ramp_created', 'ramp_drafted']) {
      expect(reason(type)).toBe('scheduled_only');
    }
    for (const type of ['cancellation_reminder', 'renewal_reminder', 'trial_end_reminder', 'items_renewed']) {
      expect(reason(type)).toBe('no_change');
    }
    expect(reason('shipping_address_updated')).toBe('no_change');
    expect(reason('moved_out')).toBe('other_object');
    expect(translated({ ...event('changed'), event_type: 'invoice_generated' }).ignored).toBe('other_object');
    expect(translated({ id: 'in_1', object: 'invoice' }).ignored).toBe('other_object');
    expect(translated(event('changed'), { mode: 'test' }).ignored).toBe('test_mode');
  });

  it('without its subscription is refused', () => {
    const alone = { ...event('contract_term_created'), content: { contract_term: contractTerm() } };
    expect(code(translated(alone))).toBe('partial_terms');
  });

  it('of another system is no payload', () => {
    const stripe = { id: 'sub_1', object: 'subscription', customer: 'cus_1', items: { data: [] }, status: 'active' };
    expect(code(translated(stripe))).toBe('unknown_shape');
    expect(code(translated({ id: 'evt_1', object: 'event', type: 'customer.subscription.updated' }))).toBe(
      'unknown_shape',
    );
    expect(code(translated({ event_id: 'evt_1', event_type: 'subscription.updated', data: {} }))).toBe('unknown_shape');
  });

  it('keeps its meaning in a list of the API, and whatever counts its deliveries', () => {
    expect(translated({ event: event('changed') })).toEqual(translated(event('changed')));
    const again = { ...event('changed'), webhook_status: 'failed', api_version: 'v1', webhooks: [{ id: 'whv2_1' }] };
    expect(translated(again)).toEqual(translated(event('changed')));
  });
});

describe('An item', () => {
  const linesWith = (...items: readonly Json[]) => lines(translated(event('changed', { subscription_items: items })));

  it('has its price for what is not free', () => {
    const [line] = linesWith(item({ quantity: 6, free_quantity: 2, amount: 6000 }));
    expect(line).toMatchObject({ quantity: '4', unit_price: '15' });
    expect(linesWith(item({ quantity: 2, free_quantity: 5, amount: 0 }))).toEqual([]);
  });

  it('has its amount where that is another than quantity times price, as with tiers', () => {
    const total = (changes: Json) => linesWith(item(changes))[0];
    expect(total({ amount: 5000 })).toMatchObject({ quantity: '4', unit_price: '12.5' });
    expect(total({ quantity: 3, amount: 1000 })).toMatchObject({ quantity: '1', unit_price: '10' });
    expect(total({ quantity: undefined, unit_price: undefined, amount: 9900 })).toMatchObject({
      quantity: '1',
      unit_price: '99',
    });
    const finer = { quantity: 100, unit_price_in_decimal: '0.3333', unit_price: 33, amount: 3333 };
    expect(total(finer)).toMatchObject({ quantity: '100', unit_price: '0.3333' });
  });

  it('has decimals in major units, which beat the integers beside them', () => {
    const decimals = {
      quantity: 4,
      quantity_in_decimal: '4.5',
      unit_price: 1500,
      unit_price_in_decimal: '15.0025',
      amount: 6751,
      amount_in_decimal: '67.51125',
    };
    expect(linesWith(item(decimals))[0]).toMatchObject({ quantity: '4.5', unit_price: '15.0025' });
    const apart = event('changed', { subscription_items: [item({ unit_price_in_decimal: '15.01' })] });
    expect(code(translated(apart))).toBe('contradictory');
  });

  it('is billed as the subscription is, an addon by its own period or the catalog’s', () => {
    const addon = item({ item_price_id: 'storage', item_type: 'addon' });
    const yearly = { billing_period: 1, billing_period_unit: 'year' };
    const per = (payload: Json, adapter = {}) => lines(translated(payload, adapter)).map(({ per: each }) => each);
    const quarterly = event('changed', { billing_period: 3, subscription_items: [item(), addon] });
    const quarter = { interval: 'month', count: 3 };
    expect(per(quarterly)).toEqual([quarter, quarter]);
    const catalog = { prices: { storage: { interval: 'year' } } };
    expect(per(quarterly, { catalog })).toEqual([quarter, 'year']);
    expect(per(event('changed', { subscription_items: [item(), { ...addon, ...yearly }] }))).toEqual(['month', 'year']);
    const ofPlan = { prices: { 'seats-USD-monthly': { interval: 'year' } } };
    expect(per(event('changed'), { catalog: ofPlan })).toEqual(['month']);
    expect(per(event('changed', { billing_period: null, billing_period_unit: null }), { catalog: ofPlan })).toEqual([
      'year',
    ]);
    expect(code(translated(event('changed', { billing_period_unit: undefined })))).toBe('amount_unknown');
  });

  it('of usage has no line, with a note', () => {
    for (const changes of [{ metered_quantity: '12' }, { quantity: undefined, amount: undefined }]) {
      const outcome = translated(event('changed', { subscription_items: [item(), item({ ...changes })] }));
      expect(lines(outcome)).toHaveLength(1);
      expect(outcome.notes).toEqual(['usage_excluded']);
    }
  });

  it('that is charged once is due on the day of its event, else on that of the record', () => {
    const charge = (changes: Json, day: Json = {}) =>
      lines(
        translated(
          event('changed', {
            ...day,
            subscription_items: [item({ item_price_id: 'setup', item_type: 'charge', quantity: 1, ...changes })],
          }),
        ),
      );
    const setup = { id: 'setup', kind: 'one_time', product: 'setup', amount: '25' };
    const priced = { unit_price: 2500, amount: 2500 };
    expect(charge(priced)).toEqual([{ ...setup, date: '2025-03-20' }]);
    const on = (charge_on_event: string) => ({ ...priced, charge_on_event });
    expect(charge(on('subscription_creation'))).toEqual([{ ...setup, date: '2025-01-10' }]);
    expect(charge(on('plan_activation'), { activated_at: at('2025-02-01') })).toMatchObject([{ date: '2025-02-01' }]);
    const trial = { activated_at: undefined, trial_start: at('2025-01-10'), trial_end: at('2025-04-01') };
    expect(charge(on('subscription_activation'), trial)).toMatchObject([{ date: '2025-04-01' }]);
    expect(charge(on('subscription_trial_start'), trial)).toMatchObject([{ date: '2025-01-10' }]);
    expect(charge(on('contract_termination'))).toEqual([]);
  });

  it('is refused where its amount is not said', () => {
    const refusal = (changes: Json) => code(translated(event('changed', { subscription_items: [item(changes)] })));
    expect(refusal({ amount: undefined, unit_price: undefined })).toBe('amount_unknown');
    expect(refusal({ item_type: 'bundle' })).toBe('unsupported');
    expect(refusal({ item_price_id: undefined })).toBe('partial_terms');
    expect(code(translated(event('changed', { subscription_items: undefined })))).toBe('partial_terms');
  });

  it('of catalog 1 is the plan and its addons', () => {
    const old = event('changed', {
      subscription_items: undefined,
      plan_id: 'gold',
      plan_quantity: 5,
      plan_free_quantity: 1,
      plan_unit_price: 2000,
      plan_amount: 8000,
      addons: [{ id: 'extra', quantity: 2, unit_price: 300 }],
    });
    expect(lines(translated(old))).toMatchObject([
      { id: 'gold', product: 'gold', quantity: '4', unit_price: '20' },
      { id: 'extra', product: 'extra', quantity: '2', unit_price: '3' },
    ]);
  });

  it('is in minor units of ISO 4217, or those of the adapter', () => {
    const yen = event('changed', { currency_code: 'JPY' });
    expect(lines(translated(yen))).toMatchObject([{ unit_price: '1500' }]);
    expect(lines(translated(yen, { exponents: { JPY: 2 } }))).toMatchObject([{ unit_price: '15' }]);
  });
});

describe('Discounts', () => {
  const discount = (changes: Json = {}) => ({
    id: 'd_1',
    type: 'percentage',
    percentage: 10,
    duration_type: 'forever',
    apply_on: 'invoice_amount',
    created_at: at('2025-02-01'),
    coupon_id: 'made_1',
    ...changes,
  });
  const told = (changes: Json, adapter = {}) => translated(event('changed', changes), adapter);
  const discounts = (changes: Json, adapter = {}) => first(told(changes, adapter))['discounts'];
  const catalog = { coupons: { SPRING: { percent: '20', months: 6 }, ONCE: { percent: '50', once: true } } };

  it('of coupons have their value in the catalog, and end as Chargebee says', () => {
    const coupons = [{ coupon_id: 'SPRING', apply_till: at('2025-04-30T23:59:59Z'), applied_count: 1 }];
    expect(discounts({ coupons }, { catalog })).toEqual([{ type: 'percent', value: '20', end: '2025-05-01' }]);
    expect(code(told({ coupons }))).toBe('amount_unknown');
    expect(told({ coupons }, { unknown_discount: 'gross' }).notes).toEqual(['discount_unknown']);
    const over = [{ coupon_id: 'SPRING', apply_till: at('2025-03-01') }];
    expect(discounts({ coupons: over }, { catalog })).toBeUndefined();
  });

  it('of the subscription are percentages or amounts, for ever or a limited period', () => {
    const amount = discount({
      type: 'fixed_amount',
      amount: 500,
      currency_code: 'USD',
      duration_type: 'limited_period',
    });
    const limited = { ...amount, period: 2, period_unit: 'month' };
    expect(discounts({ discounts: [discount(), limited] })).toEqual([
      { type: 'percent', value: '10', start: '2025-02-01' },
      { type: 'amount', value: '5', start: '2025-02-01', end: '2025-04-01', per: 'month' },
    ]);
    const till = { ...limited, apply_till: at('2025-06-10') };
    expect(discounts({ discounts: [till] })).toMatchObject([{ end: '2025-06-10' }]);
    expect(code(told({ discounts: [{ ...limited, currency_code: 'EUR' }] }))).toBe('mixed_currencies');
    expect(code(told({ discounts: [discount({ type: 'offer_quantity', quantity: 1 })] }))).toBe('amount_unknown');
    expect(code(told({ discounts: [discount({ duration_type: 'weekly' })] }))).toBe('unsupported');
  });

  it('of one item are off its line', () => {
    const limited = discount({ apply_on: 'specific_item_price', item_price_id: 'storage' });
    const storage = item({ item_price_id: 'storage', item_type: 'addon' });
    const outcome = told({ subscription_items: [item(), storage], discounts: [limited] });
    expect(lines(outcome).map((line) => line['discounts'])).toEqual([
      undefined,
      [{ type: 'percent', value: '10', start: '2025-02-01' }],
    ]);
    expect(first(outcome)['discounts']).toBeUndefined();
  });

  it('that count once come off the coming invoice, unless they have been applied', () => {
    const once = discount({ duration_type: 'one_time' });
    const outcome = told({ discounts: [once] });
    expect(first(outcome)['discounts']).toEqual([
      { type: 'percent', value: '10', start: '2025-04-10', end: '2025-05-10' },
    ]);
    expect(outcome.notes).toEqual(['once_dated']);
    expect(discounts({ discounts: [{ ...once, applied_count: 1 }] })).toBeUndefined();
    expect(discounts({ coupons: [{ coupon_id: 'ONCE', applied_count: 1 }] }, { catalog })).toBeUndefined();
    expect(discounts({ coupons: [{ coupon_id: 'ONCE', applied_count: 0 }] }, { catalog })).toHaveLength(1);
  });

  it('are counted once where Chargebee lists the coupon that it made for one', () => {
    expect(discounts({ discounts: [discount()], coupons: [{ coupon_id: 'made_1' }] })).toHaveLength(1);
  });
});

describe('Terms, ends and pauses', () => {
  const told = (changes: Json, beside: Json = {}) => translated(event('changed', changes, beside));
  const term = (outcome: Outcome) => first(outcome)['term'];

  it('are evergreen without a contract term, and that of an active one where there is one', () => {
    const stated = { start: '2025-01-10', end: '2026-01-10', auto_renew: true };
    expect(term(told({ contract_term: contractTerm() }))).toEqual(stated);
    expect(term(told({}, { contract_term: contractTerm({ action_at_term_end: 'evergreen' }) }))).toEqual(stated);
    const cancel = contractTerm({ action_at_term_end: 'cancel' });
    expect(term(told({ contract_term: cancel }))).toEqual({ ...stated, auto_renew: false });
    expect(term(told({ contract_term: contractTerm({ status: 'completed' }) }))).toMatchObject({ end: null });
    const refusal = (changes: Json) => code(told({ contract_term: contractTerm(changes) }));
    expect(refusal({ action_at_term_end: 'renew_once' })).toBe('unsupported');
    expect(refusal({ action_at_term_end: undefined })).toBe('partial_terms');
    expect(refusal({ contract_end: undefined })).toBe('partial_terms');
    expect(refusal({ contract_end: at('2024-01-10') })).toBe('contradictory');
  });

  it('end behind the billing cycles that are left', () => {
    const cycles = (changes: Json) => term(told({ remaining_billing_cycles: 9, ...changes }));
    expect(cycles({})).toEqual({ start: '2025-01-10', end: '2026-01-10', auto_renew: false });
    const shortMonth = {
      started_at: at('2025-01-31'),
      activated_at: at('2025-01-31'),
      next_billing_at: at('2025-04-30'),
    };
    expect(cycles({ ...shortMonth, remaining_billing_cycles: 1 })).toMatchObject({ end: '2025-05-31' });
    expect(cycles({ contract_term: contractTerm() })).toMatchObject({ auto_renew: true });
    expect(code(told({ remaining_billing_cycles: -1 }))).toBe('bad_field');
  });

  it('end as scheduled: an evergreen subscription by an end, a stated term by not renewing', () => {
    const ending = { status: 'non_renewing', cancelled_at: at('2025-04-09T23:59:59Z') };
    expect(days(told(ending))).toEqual(['amended 2025-03-20', 'cancelled 2025-04-10']);
    expect(code(told({ status: 'non_renewing' }))).toBe('no_effective_date');
    const atTermEnd = told({ ...ending, cancelled_at: at('2026-01-10'), contract_term: contractTerm() });
    expect(days(atTermEnd)).toEqual(['amended 2025-03-20']);
    expect(term(atTermEnd)).toMatchObject({ auto_renew: false });
    const before = told({ ...ending, contract_term: contractTerm() });
    expect(days(before)).toEqual(['amended 2025-03-20', 'cancelled 2025-04-10']);
  });

  it('are over on the day of the cancellation, in any event, and need no terms', () => {
    const over = { status: 'cancelled', cancelled_at: at('2025-03-18'), subscription_items: undefined };
    expect(days(translated(event('cancelled', over)))).toEqual(['cancelled 2025-03-18']);
    expect(days(told(over))).toEqual(['cancelled 2025-03-18']);
    expect(days(translated(event('cancelled', { status: 'cancelled' })))).toEqual(['cancelled 2025-03-20']);
    expect(days(translated(event('deleted', { deleted: true })))).toEqual(['cancelled 2025-01-10']);
  });

  it('are paused from the pause’s own day to its resumption', () => {
    const paused = { status: 'paused', pause_date: at('2025-03-18') };
    const outcome = translated(event('paused', { ...paused, resume_date: at('2025-06-01') }));
    expect(days(outcome)).toEqual(['amended 2025-03-18', 'amended 2025-06-01']);
    expect(outcome.events.map(({ id, data }) => [id, (data['lines'] as readonly Json[]).length])).toEqual([
      ['ev_1', 0],
      ['ev_1#2', 1],
    ]);
    const ahead = { pause_date: at('2025-04-10'), resume_date: at('2025-06-10') };
    expect(days(told(ahead))).toEqual(['amended 2025-03-20', 'amended 2025-04-10', 'amended 2025-06-10']);
    expect(days(told({ pause_date: at('2025-02-10') }))).toEqual(['amended 2025-03-20']);
  });

  it('begin to count when a trial ends, of the subscription or of an item', () => {
    const trial = { status: 'in_trial', trial_start: at('2025-01-10'), trial_end: at('2025-02-10') };
    expect(lines(told(trial))).toMatchObject([{ start: '2025-02-10' }]);
    expect(code(told({ status: 'in_trial' }))).toBe('partial_terms');
    const items = [item(), item({ item_price_id: 'storage', item_type: 'addon', trial_end: at('2025-04-20') })];
    const starts = lines(told({ subscription_items: items })).map((line) => line['start']);
    expect(starts).toEqual([undefined, '2025-04-20']);
    const yearly = { terms: { from_interval_months: 12 } };
    const year = event('changed', { ...trial, billing_period: 12 });
    expect(first(translated(year, yearly))['term']).toMatchObject({ start: '2025-02-10', end: '2026-02-10' });
  });

  it('have no meaning in a status that events cannot say', () => {
    expect(code(told({ status: 'transferred' }))).toBe('unsupported');
    expect(code(told({ status: undefined }))).toBe('partial_terms');
  });
});

describe('The total that a contract term states', () => {
  const notes = (contract: Json, changes: Json = {}) =>
    translated(subscription({ contract_term: contractTerm(contract), ...changes })).notes.includes('total_differs');

  it('is compared with the lines over the term, and not taken', () => {
    expect(notes({})).toBe(false);
    expect(notes({ total_contract_value: 72_001 })).toBe(true);
    expect(notes({ total_contract_value: 72_001, status: 'completed' })).toBe(false);
    expect(notes({ total_contract_value: null })).toBe(false);
  });

  it('is left alone where the lines do not say it: with discounts, or other intervals than the term has', () => {
    const discounts = [
      { id: 'd', type: 'percentage', percentage: 10, duration_type: 'forever', apply_on: 'invoice_amount' },
    ];
    expect(notes({ total_contract_value: 1 }, { discounts })).toBe(false);
    expect(notes({ total_contract_value: 1 }, { billing_period: 5 })).toBe(false);
    expect(notes({ total_contract_value: 1, contract_end: 1_770_000_000 })).toBe(false);
  });
});

describe('A bare subscription', () => {
  it('is dated by its own version, or when it was updated', () => {
    const outcome = translated(subscription());
    expect(outcome.events.map(({ id, type, data }) => [id, type, data['version']])).toEqual([
      ['sub_1#start-8257527999', 'created', 0],
      ['sub_1#at-2025-03-20T12:00:00.25Z', 'amended', 1],
    ]);
    expect(translated({ subscription: subscription(), customer: { id: 'cus_1' } })).toEqual(outcome);
    const updated = translated(subscription({ resource_version: undefined }));
    expect(updated.events[1]?.id).toBe('sub_1#at-2025-03-20T12:00:00Z');
    const silent = subscription({ resource_version: undefined, updated_at: undefined });
    expect(translated(silent, {}, '2025-06-01T08:00:00Z').events[1]?.id).toBe('sub_1#at-2025-06-01T08:00:00Z');
    expect(days(translated(silent))).toEqual(['created 2025-01-10']);
  });

  it('has its past contract terms as the present one, laid back to the first day and renewed since', () => {
    const renewed = contractTerm({
      contract_start: at('2026-01-10'),
      contract_end: at('2027-01-10'),
      action_at_term_end: 'cancel',
    });
    const seen = { resource_version: undefined, updated_at: at('2026-02-01'), contract_term: renewed };
    expect(translated(subscription(seen)).events.map(({ data }) => data['term'])).toEqual([
      { start: '2025-01-10', end: '2026-01-10', auto_renew: true },
      { start: '2026-01-10', end: '2027-01-10', auto_renew: false },
    ]);
    expect(days(translated(subscription({ ...seen, updated_at: undefined })))).toEqual([
      'created 2025-01-10',
      'cancelled 2027-01-10',
    ]);
  });

  it('that is over ends on its day; one that is deleted never was', () => {
    const over = subscription({ status: 'cancelled', cancelled_at: at('2025-03-02') });
    expect(days(translated(over))).toEqual(['created 2025-01-10', 'cancelled 2025-03-02']);
    expect(days(translated(subscription({ deleted: true })))).toEqual(['created 2025-01-10', 'cancelled 2025-01-10']);
    expect(code(translated(subscription({ status: 'cancelled' })))).toBe('no_effective_date');
  });
});

describe('What the adapter says', () => {
  it('finds attributes in custom fields and in the metadata, and names products', () => {
    const payload = event('changed', { cf_tier: 'gold', meta_data: { region: 'emea', crm: 'acc_7' } });
    const adapter = { account: 'acme', customer: 'meta_data.crm', products: { 'seats-USD-monthly': 'seats' } };
    const outcome = translated(payload, adapter);
    expect(outcome.events[0]?.source).toBe('/chargebee/acme');
    expect(first(outcome)).toMatchObject({
      customer_id: 'acc_7',
      attributes: { tier: 'gold', region: 'emea' },
      lines: [{ product: 'seats' }],
    });
  });
});
