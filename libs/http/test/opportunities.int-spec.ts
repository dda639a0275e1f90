import { describe, expect, it } from '@jest/globals';
import { type ContractEvent, DEFAULT_POLICY, type KpiDescription, KPIS, type Policy } from '@app/domain';
import { KPI_ANSWER } from '@app/wire/answers';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { commitment, expectedUsage, line, percentOff } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedStore } from '../../../test/builders/served-book.ts';
import { bookFrom, naiveBook, type RandomBook } from '../../../test/naive/index.ts';
import { stored } from '../../../test/properties/book-differences.ts';
import { listAnswer } from '../src/ontology/kpi-answer.ts';
import { useCasesUnder } from '../src/reading/use-cases.ts';

/** Random books with customers that may buy more. */
const SEEDS = [8, 11, 17, 20, 22, 23, 28, 39];

const POLICY: Policy = { ...DEFAULT_POLICY, grains: ['month', 'quarter'] };
const silver = { tier: 'silver' };
const year = term('2025-01-01', '2026-01-01', true);

/** Grows by a seat in April and in June, and not in May. */
const growing = (contract: string, from: number): readonly ContractEvent[] =>
  ['2025-01-01', '2025-04-01', '2025-06-01'].map((effective, i) =>
    (i === 0 ? created : amended)({
      contract,
      customer: contract,
      effective,
      time: `${effective}T00:00:00Z`,
      term: year,
      lines: [line({ quantity: from + i })],
      attributes: silver,
    }),
  );

const BOOK = [
  created({
    contract: 'ramp',
    customer: 'ramp',
    term: year,
    lines: [line({ price: 900 }), line({ id: 'later', price: 50, start: '2025-09-01' })],
    attributes: silver,
  }),
  // Its discount ends 90 days after 30 June. That of `too late` ends a day later.
  ...[
    ['soon', '2025-09-28'],
    ['too late', '2025-09-29'],
  ].map(([contract = '', end = '']) =>
    created({
      contract,
      customer: contract,
      term: year,
      lines: [line({ price: 800, discounts: [percentOff(25, { start: '2024-06-01', end })] })],
      attributes: silver,
    }),
  ),
  created({
    contract: 'heavy',
    customer: 'heavy',
    currency: 'EUR',
    term: year,
    lines: [commitment({ amount: 500, discounts: [percentOff(50)] }), expectedUsage({ amount: 501 })],
    attributes: silver,
  }),
  created({
    contract: 'content',
    customer: 'content',
    term: year,
    lines: [commitment({ amount: 500 }), expectedUsage({ amount: 500 })],
    attributes: silver,
  }),
  ...growing('small', 1),
  // Grows as fast, and is larger than the percentile.
  ...growing('large', 20),
  created({ contract: 'still', customer: 'still', term: year, lines: [line({ price: 350 })], attributes: silver }),
];

const fill = async (store: OpenStore): Promise<void> => {
  await store.rates([{ currency: 'EUR', date: day('2025-01-01'), rate: store.policy.signals.whaleShare.times(10) }]);
  await store.apply(fileBatch(BOOK));
  await store.take(day('2025-06-30'), new Date('2025-06-30T12:00:00Z'));
};

let store: OpenStore;
let api: Served;
withServedStore(
  (served) => {
    ({ store, api } = served);
  },
  { policy: POLICY, fill },
);

const kpi = async (from: Served, query = '') =>
  KPI_ANSWER.parse((await from.json(`/api/ontology/customers/expansion_opportunities.json${query}`)).body);

const NOTHING = { segment: 'silver', step_ups: [], discounts_ending: [], usage: null, growth: null };

describe('The customers that may buy more', () => {
  it('are listed with what says so, the largest first', async () => {
    const { type, unit, value } = await kpi(api);
    expect({ type, unit }).toEqual({ type: 'list', unit: 'customers' });
    expect(value).toMatchObject({ period: '2025-06', current: 4, prior: null, yoy: null, series: [], segments: {} });
    const rise = { contract_id: 'ramp', on: '2025-09-01', arr_change: '600' };
    expect(value.list).toEqual([
      { ...NOTHING, customer_id: 'ramp', arr: '10800', step_ups: [rise] },
      {
        ...NOTHING,
        customer_id: 'soon',
        arr: '7200',
        discounts_ending: [{ contract_id: 'soon', on: '2025-09-28', arr_change: '2400' }],
      },
      {
        ...NOTHING,
        customer_id: 'heavy',
        arr: '6000',
        usage: { expected_usage: '12024', committed_minimum: '12000' },
      },
      {
        ...NOTHING,
        customer_id: 'small',
        arr: '3600',
        // Of 3,600, 4,200, 6,000, 6,000, 7,200, 7,200, 10,800 and 26,400.
        growth: { acv_p25: '5550.0000', quantities: ['1', '2', '2', '3'] },
      },
    ]);
  });

  it('are those of the period that is asked for', async () => {
    const before = (await kpi(api, '?period=2025-05')).value;
    // The seats of June are signed increases in May, and a discount that ends after more than 90 days is not near.
    expect(before.list?.map(({ customer_id }) => customer_id)).toEqual(['large', 'ramp', 'heavy', 'small']);
    expect(before.current).toBe(4);
    const quarter = (await kpi(api, '?grain=quarter')).value;
    expect(quarter.period).toBe('2025-Q2');
    // Of quarters, only two have a quantity.
    expect(quarter.list?.map(({ customer_id }) => customer_id)).toEqual(['ramp', 'soon', 'heavy']);
  });
});

const KPI = KPIS.find(({ type }) => type === 'list') as KpiDescription;
const grainOf = ({ policy }: RandomBook) => policy.grains?.[0] ?? 'month';

// The last one, because it empties the store.
describe('The customers that may buy more in a random book', () => {
  it('are those of the naive reading', async () => {
    const seen = { step_ups: 0, discounts_ending: 0, usage: 0 };
    for (const seed of SEEDS) {
      const book = bookFrom(seed);
      const opened = await stored(store, book);
      const { opportunities } = useCasesUnder(opened.database)(opened);
      const asked = { grain: grainOf(book), period: null };
      const { list = [] } = listAnswer(KPI, await opportunities.in(asked, 1000)).value;
      const naive = naiveBook(book.events, book.policy, book.rates, book.asOf);
      expect({ seed, list }).toEqual({ seed, list: naive.opportunities(grainOf(book), book.asOf) });
      for (const { step_ups, discounts_ending, usage } of list) {
        seen.step_ups += step_ups.length;
        seen.discounts_ending += discounts_ending.length;
        seen.usage += usage === null ? 0 : 1;
      }
    }
    expect(seen.step_ups).toBeGreaterThan(5);
    expect(seen.usage).toBeGreaterThan(0);
    expect(seen.discounts_ending).toBeGreaterThan(0);
  });
});
