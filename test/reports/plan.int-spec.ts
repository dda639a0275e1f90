import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractEvent, Decimal, DEFAULT_POLICY } from '@app/domain';
import { PostgresPlanStore } from '@app/persistence';
import { NotReportedError, PlanDeals, type PlanQuestion } from '@app/processing';
import { created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const POLICY = { ...DEFAULT_POLICY, grains: ['month', 'quarter'] as const };

let service: PostgresService;
let store: OpenStore;

type Deal = Readonly<{ monthly: number; tier?: string; currency?: string; renews?: readonly string[] }>;

const deal = (name: string, start: string, { monthly, tier = 'smb', ...changes }: Deal): ContractEvent =>
  created({
    contract: name,
    customer: `cus-${name}`,
    term: term(start, null),
    lines: [line({ price: monthly })],
    attributes: { tier },
    ...changes,
  });

const EVENTS = [
  deal('a', '2025-01-10', { monthly: 9000 }),
  deal('b', '2025-02-10', { monthly: 1000, tier: 'enterprise' }),
  deal('c', '2025-03-31', { monthly: 3000, tier: 'enterprise' }),
  deal('d', '2025-03-05', { monthly: 1000, currency: 'EUR' }),
  deal('e', '2025-04-02', { monthly: 1_000_000 }),
  deal('f', '2025-03-06', { monthly: 500_000, renews: ['a'] }),
  deal('g', '2025-03-07', { monthly: 700, currency: 'GBP' }),
];

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
  await store.rates([
    { currency: 'EUR', date: day('2025-01-01'), rate: new Decimal(1) },
    { currency: 'EUR', date: day('2025-03-31'), rate: new Decimal(2) },
    { currency: 'EUR', date: day('2025-04-30'), rate: new Decimal(9) },
  ]);
  await store.apply(batch(EVENTS));
  await store.take(day('2025-05-10'));
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const plan = (question: Partial<PlanQuestion> = {}) =>
  new PlanDeals(new PostgresPlanStore(store.database, store), POLICY).plan({
    target: new Decimal(1_200_000),
    periods: 2,
    grain: 'month',
    asOf: day('2025-03-31'),
    dimension: 'all',
    segment: null,
    ...question,
  });

describe('The deals needed', () => {
  it('follow from the bookings of the latest ended periods, at the exchange rate of their day', async () => {
    const { periods, segments } = await plan();
    expect(periods.map(({ label }) => label)).toEqual(['2025-02', '2025-03']);
    // 12,000, 36,000, and 1,000 EUR a month at 1, the rate of that day. A renewal is no booking, and GBP has no rate.
    expect(segments).toEqual([
      expect.objectContaining({ segment: 'all', bookings: 3, acvTotal: new Decimal(60_000), dealsNeeded: 60 }),
    ]);
    expect(segments[0]?.acvMedian?.toFixed()).toBe('12000');
    expect(segments[0]?.dealsNeededByMedian).toBe(100);
  });

  it('are rounded up', async () => {
    expect((await plan({ target: new Decimal('1200000.01') })).segments[0]?.dealsNeeded).toBe(61);
  });

  it('agree with the snapshot of a single period', async () => {
    const [quarter] = (await plan({ grain: 'quarter', periods: 1 })).segments;
    const [row] = await store.database.query<{ total: string; median: string }>(
      `SELECT content ->> 'bookings_acv_total' AS total, content ->> 'bookings_acv_median' AS median
       FROM snapshot_current WHERE grain = 'quarter' AND period = '2025-Q1' AND dimension = 'all'`,
    );
    expect([quarter?.acvTotal.toFixed(), quarter?.acvMedian?.toFixed(4)]).toEqual([row?.total, row?.median]);
  });

  it('have a row for each segment that the customers are in on the measured day', async () => {
    const { segments } = await plan({ dimension: 'tier', periods: 3 });
    expect(segments.map(({ segment, bookings, dealsNeeded }) => [segment, bookings, dealsNeeded])).toEqual([
      ['enterprise', 2, 50],
      ['smb', 2, 20],
    ]);
  });

  it('are null when nothing was booked', async () => {
    const { segments } = await plan({ asOf: day('2025-01-09') });
    expect(segments[0]).toMatchObject({ bookings: 0, acvAverage: null, dealsNeeded: null, dealsNeededByMedian: null });
  });

  it('follow from the last day taken, without the period that has not ended', async () => {
    const { asOf, periods } = await plan({ asOf: null, periods: 1 });
    expect([asOf, periods.map(({ label }) => label)]).toEqual(['2025-05-10', ['2025-04']]);
  });

  it.each([
    [{ dimension: 'tier', segment: 'gold' }, 'tier has never had a segment gold'],
    [{ dimension: 'colour' }, 'colour is not a dimension'],
    [{ grain: 'year' as const }, 'this store reports no year'],
    [{ asOf: day('2025-05-11') }, 'is after 2025-05-10'],
  ])('are refused for a segment, a grain or a day that was never reported: %j', async (question, message) => {
    const refused = plan(question);
    await expect(refused).rejects.toBeInstanceOf(NotReportedError);
    await expect(refused).rejects.toThrow(message);
  });

  it('write nothing to the store', async () => {
    await plan();
    expect(await store.database.query('SELECT count(*)::int AS takes FROM take')).toEqual([{ takes: 1 }]);
  });
});
