import { describe, expect, it } from '@jest/globals';
import { BRIDGE_PARTS, type BridgePart } from '../snapshots/bridge.ts';
import type { Signal } from '../snapshots/signal.ts';
import { narrative } from './narrative.ts';
import type { Narrated } from './narrated.ts';
import type { SentenceCode } from './sentence.ts';

const FALLEN: Narrated['figures'] = {
  acv: '37057.2886',
  acv_prior: '38613.7551',
  acv_trend_pct: '-4.0308',
  acv_trend_cc_pct: '-4.0308',
  trend_null_reason: null,
  arr: '9820181.466',
  active_logos: 265,
  acv_median: '19926.72',
  top1_share: '0.024125',
  nrr_pct: '100',
  expansion_arr: '0',
  contraction_arr: '0',
  churn_arr: '0',
  churned_logos: 0,
};

const bridgeOf = (parts: Partial<Record<BridgePart, string>>): Narrated['bridge'] =>
  Object.fromEntries(BRIDGE_PARTS.map((part) => [part, parts[part] ?? '0'])) as Record<BridgePart, string>;

type Given = Partial<Omit<Narrated, 'figures'>> & { figures?: Partial<Narrated['figures']> };

const told = ({ figures, ...rest }: Given = {}) =>
  narrative({
    now: '2025-12',
    then: '2025-11',
    currency: 'USD',
    bridge: bridgeOf({ entered_mix: '-1556.4665' }),
    signals: [],
    missingFx: [],
    openUntil: null,
    isPriorRestated: false,
    ...rest,
    figures: { ...FALLEN, ...figures },
  });

const sentence = (code: SentenceCode, given?: Given): string | undefined =>
  told(given).find((one) => one.code === code)?.text;

const NO_TREND = { acv_prior: null, acv_trend_pct: null, acv_trend_cc_pct: null } as const;

describe('the narrative', () => {
  it('begins with how the ACV per customer moved, and carries the figures', () => {
    expect(told()[0]).toEqual({
      code: 'acv',
      text: 'ACV per customer fell by 4.0%, from $38,614 in Nov 2025 to $37,057 in Dec 2025.',
      figures: {
        acv: '37057.2886',
        acv_prior: '38613.7551',
        acv_trend_pct: '-4.0308',
        acv_trend_cc_pct: '-4.0308',
      },
    });
  });

  it.each<[string, Given['figures']]>([
    [
      'ACV per customer rose by 10.0%, from $100 in Nov 2025 to $110 in Dec 2025.',
      { acv: '110', acv_prior: '100', acv_trend_pct: '10', acv_trend_cc_pct: '10' },
    ],
    [
      'ACV per customer did not change: it is $100 in Nov 2025 and in Dec 2025.',
      { acv: '100', acv_prior: '100', acv_trend_pct: '0', acv_trend_cc_pct: '0' },
    ],
    [
      'ACV per customer rose by less than 0.1%, from $100 in Nov 2025 to $100 in Dec 2025.',
      { acv: '100.004', acv_prior: '100', acv_trend_pct: '0.004', acv_trend_cc_pct: '0.004' },
    ],
    [
      'ACV per customer fell by 22.5%, from $200 in Nov 2025 to $155 in Dec 2025. At constant currency it fell by 25.0%.',
      { acv: '155.0468', acv_prior: '200', acv_trend_pct: '-22.4766', acv_trend_cc_pct: '-24.981' },
    ],
    [
      'ACV per customer rose by 5.0%, from $200 in Nov 2025 to $210 in Dec 2025. At constant currency it did not change.',
      { acv: '210', acv_prior: '200', acv_trend_pct: '5', acv_trend_cc_pct: '0' },
    ],
    [
      'ACV per customer is $37,057 in Dec 2025, the first period, so there is no trend.',
      { ...NO_TREND, trend_null_reason: 'no_prior_period' },
    ],
    [
      'No customer is active in Dec 2025, the first period, so there is no ACV per customer.',
      { ...NO_TREND, acv: null, trend_null_reason: 'no_prior_period' },
    ],
    [
      'No customer is active in Dec 2025, so there is no ACV per customer.',
      { ...NO_TREND, acv: null, trend_null_reason: 'no_active_logos' },
    ],
    [
      'ACV per customer is $37,057 in Dec 2025; no customer was active in the period before, so there is no trend.',
      { ...NO_TREND, trend_null_reason: 'prior_without_logos' },
    ],
  ])('says: %s', (text, figures) => {
    expect(sentence('acv', { ...(figures && { figures }) })).toBe(text);
  });

  it('speaks of two days as of two periods', () => {
    expect(sentence('acv', { now: '2025-11-20', then: '2025-02-10' })).toBe(
      'ACV per customer fell by 4.0%, from $38,614 on Feb 10, 2025 to $37,057 on Nov 20, 2025.',
    );
  });

  it.each<[BridgePart, string, string]>([
    [
      'left_mix',
      'customers that left (+$9.00): the average is higher',
      'customers that left (-$9.00): the average is lower',
    ],
    ['price', 'price (+$9.00): customers that stayed have higher', 'price (-$9.00): customers that stayed have lower'],
    [
      'quantity',
      'quantity (+$9.00): customers that stayed bought more',
      'quantity (-$9.00): customers that stayed bought less',
    ],
    [
      'discount',
      'discounts (+$9.00): customers that stayed get less off',
      'discounts (-$9.00): customers that stayed get more off',
    ],
    [
      'product',
      'products (+$9.00): customers that stayed added more',
      'products (-$9.00): customers that stayed dropped more',
    ],
    [
      'fx',
      'exchange rates (+$9.00): the same contracts come to more',
      'exchange rates (-$9.00): the same contracts come to less',
    ],
    [
      'entered_mix',
      'customers that entered (+$9.00): the average is higher',
      'customers that entered (-$9.00): the average is lower',
    ],
  ])('names %s where it is the largest part, by its sign', (part, above, below) => {
    const others = Object.fromEntries(BRIDGE_PARTS.map((one) => [one, '-8.99']));
    const withPart = (amount: string) => ({ bridge: bridgeOf({ ...others, [part]: amount }) });
    expect(sentence('largest_part', withPart('9'))).toContain(above);
    expect(sentence('largest_part', withPart('-9'))).toContain(below);
    expect(told(withPart('9')).find(({ code }) => code === 'largest_part')?.figures).toEqual({
      [`bridge_${part}`]: '9',
    });
  });

  it('takes the first of two equal parts', () => {
    expect(sentence('largest_part', { bridge: bridgeOf({ price: '-5', quantity: '5' }) })).toContain(
      'from price (-$5.00)',
    );
  });

  it.each<[string, Narrated['bridge']]>([
    ['a bridge', null],
    ['a change', bridgeOf({})],
  ])('names no part without %s', (_, bridge) => {
    expect(sentence('largest_part', { bridge })).toBeUndefined();
  });

  it('says what the customers of then have now, by what moved', () => {
    const figures = {
      nrr_pct: '98.2',
      expansion_arr: '3000',
      contraction_arr: '-1000.5',
      churn_arr: '-2000',
      churned_logos: 1,
    };
    expect(sentence('retention', { figures })).toBe(
      'The customers of Nov 2025 have 98.2% of their ARR of then (NRR): expansion added $3,000, contraction took $1,000 and the churn of 1 customer took $2,000.',
    );
    expect(sentence('retention', { figures: { ...figures, expansion_arr: '0', contraction_arr: '0' } })).toBe(
      'The customers of Nov 2025 have 98.2% of their ARR of then (NRR): the churn of 1 customer took $2,000.',
    );
    expect(sentence('retention')).toBe('The customers of Nov 2025 have 100.0% of their ARR of then (NRR).');
    expect(sentence('retention', { figures: { nrr_pct: null } })).toBeUndefined();
  });

  it('says in words that the total moved although no segment did', () => {
    const signals: readonly Signal[] = [
      { code: 'simpson_reversal', dimension: 'tier' },
      { code: 'simpson_reversal', dimension: 'acv_band' },
    ];
    expect(sentence('reversal', { signals })).toBe(
      'The average fell although it fell in no segment of tier and ACV band: the share of the segments moved it.',
    );
    expect(sentence('reversal', { signals, figures: { acv: '40000' } })).toContain('The average rose although it rose');
    expect(sentence('reversal')).toBeUndefined();
  });

  it.each<[Signal, string]>([
    [
      { code: 'discounting_or_seat_compression', driver: 'price', driver_sum: '-5' },
      'lower list prices (-$5.00 in all)',
    ],
    [{ code: 'discounting_or_seat_compression', driver: 'quantity', driver_sum: '-5' }, 'smaller quantities'],
    [{ code: 'discounting_or_seat_compression', driver: 'discount', driver_sum: '-5' }, 'higher discounts'],
    [{ code: 'discounting_or_seat_compression', driver: 'product', driver_sum: '-5' }, 'products that were dropped'],
    [
      { code: 'new_deals_smaller', driver: 'entered_mix', driver_sum: '-5' },
      'customers that entered below the average',
    ],
    [{ code: 'large_customers_leaving', driver: 'left_mix', driver_sum: '-5' }, 'customers that left'],
  ])('says what lowers the ACV period after period: %j', (signal, cause) => {
    expect(sentence('compression', { signals: [signal] })).toContain(`the largest cause is ${cause}`);
  });

  it('says what one customer did, and the size of the largest only otherwise', () => {
    const whale: Signal = { code: 'whale', top1_share: '0.231' };
    const swing: Signal = { code: 'single_deal_swing', customer_id: 'cus-9', swing: '0.35' };
    expect(sentence('one_customer', { signals: [whale, swing] })).toBe(
      'Customer cus-9 alone moved ACV per customer by 35.0% of what it would be without that change.',
    );
    expect(sentence('one_customer', { signals: [whale] })).toBe('The largest customer has 23.1% of the ARR.');
    expect(sentence('one_customer')).toBeUndefined();
  });

  it.each<[string, Given]>([
    ['1 customer is active', { figures: { active_logos: 1 } }],
    ['9 customers are active', { figures: { active_logos: 9 } }],
    ['amounts are left out for lack of a rate for BRL', { missingFx: ['BRL'] }],
    [
      '2 contracts are left out for lack of a rate for BRL and CLP',
      {
        missingFx: ['BRL', 'CLP'],
        signals: [{ code: 'incomplete_fx', contracts: 2, currencies: ['BRL', 'CLP'] }],
      },
    ],
    ['1 contract lacks the event of the creation', { signals: [{ code: 'creation_missing', contracts: 1 }] }],
    ['3 contracts have events from more than one source', { signals: [{ code: 'mixed_sources', contracts: 3 }] }],
    ['Dec 2025 is still open and measured on Dec 15, 2025', { openUntil: '2025-12-15' }],
    ['Nov 2025 was restated after it was closed', { isPriorRestated: true }],
  ])('ends with what may mislead: %s', (reason, given) => {
    expect(told(given).at(-1)).toMatchObject({ code: 'caution', text: `Note: ${reason}.` });
    expect(Object.keys(told(given).at(-1)?.figures ?? {})).not.toEqual([]);
  });

  it('gives several reasons in one sentence, and none where nothing misleads', () => {
    expect(sentence('caution', { isPriorRestated: true, missingFx: ['BRL'], figures: { active_logos: 10 } })).toBe(
      'Note: amounts are left out for lack of a rate for BRL and Nov 2025 was restated after it was closed.',
    );
    expect(sentence('caution')).toBeUndefined();
  });

  it('has at least three sentences where a customer is active, by adding the level', () => {
    const first = {
      then: null,
      bridge: null,
      figures: { ...NO_TREND, nrr_pct: null, trend_null_reason: 'no_prior_period' },
    } as const;
    expect(told(first).map(({ text }) => text)).toEqual([
      'ACV per customer is $37,057 in Dec 2025, the first period, so there is no trend.',
      '265 active customers have an ARR of $9,820,181; the one in the middle has $19,927.',
      'The largest customer has 2.4% of the ARR.',
    ]);
    expect(told({ bridge: bridgeOf({}) }).map(({ code }) => code)).toEqual(['acv', 'retention', 'size']);
    expect(sentence('size', { ...first, figures: { ...first.figures, active_logos: 1 } })).toContain(
      '1 active customer has',
    );
  });

  it('has one sentence for a book without customers', () => {
    const figures = { ...NO_TREND, acv: null, acv_median: null, top1_share: null, nrr_pct: null, active_logos: 0 };
    expect(told({ bridge: null, figures: { ...figures, trend_null_reason: 'no_active_logos' } })).toEqual([
      {
        code: 'acv',
        text: 'No customer is active in Dec 2025, so there is no ACV per customer.',
        figures: { active_logos: 0 },
      },
    ]);
  });

  it('has at most six sentences, the last of them what may mislead', () => {
    const signals: readonly Signal[] = [
      { code: 'new_deals_smaller', driver: 'entered_mix', driver_sum: '-5' },
      { code: 'simpson_reversal', dimension: 'tier' },
      { code: 'whale', top1_share: '0.231' },
    ];
    const codes = (given: Given) => told(given).map(({ code }) => code);
    expect(codes({ signals })).toEqual(['acv', 'largest_part', 'retention', 'reversal', 'compression', 'one_customer']);
    expect(codes({ signals, isPriorRestated: true })).toEqual([
      'acv',
      'largest_part',
      'retention',
      'reversal',
      'compression',
      'caution',
    ]);
  });
});
