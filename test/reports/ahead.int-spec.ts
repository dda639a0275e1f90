import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractEvent, Decimal, DEFAULT_POLICY, periodOf, type Policy } from '@app/domain';
import { PostgresComparisonBooks, PostgresProductBooks, PostgresSignedBooks } from '@app/persistence';
import { ArrByProduct, ChurnReasons, ExplainDays, OutOfRangeError, Renewals, SignedAhead } from '@app/processing';
import { amended, cancelled, created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const POLICY: Policy = { ...DEFAULT_POLICY, dimensions: ['tier'], renewalGraceDays: 30 };
const AS_OF = day('2026-02-28');

const YEAR = term('2025-01-15', '2026-01-15');
const NEXT_YEAR = term('2026-01-15', '2027-01-15');

const at = (monthly: number) => ({ lines: [line({ price: monthly })] });

const EVENTS: readonly ContractEvent[] = [
  // Renewed within its days of grace, at 120.
  created({ contract: 'late', customer: 'c-late', term: YEAR, ...at(100), attributes: { tier: 's' } }),
  amended({
    contract: 'late',
    customer: 'c-late',
    term: term('2026-02-01', '2027-02-01'),
    ...at(120),
    attributes: { tier: 's' },
  }),
  // Never renewed; it counts until its grace ends on 13 February.
  created({ contract: 'lost', customer: 'c-lost', term: YEAR, ...at(10) }),
  // Renews by itself, month by month.
  created({ contract: 'own', customer: 'c-own', term: term('2025-01-20', '2025-02-20', true), ...at(7) }),
  // Renewed by a contract of another customer, so it is handed over.
  created({ contract: 'old', customer: 'c-old', term: YEAR, ...at(30) }),
  created({ contract: 'new', customer: 'c-new', term: NEXT_YEAR, ...at(33), renews: ['old'] }),
  // Handed over to another customer before its term ends.
  created({ contract: 'passed', customer: 'c-a', term: term('2025-06-01', '2026-06-01'), ...at(50) }),
  amended({
    contract: 'passed',
    customer: 'c-b',
    effective: '2026-03-10',
    time: '2026-02-01T00:00:00Z',
    term: term('2025-06-01', '2026-06-01'),
    ...at(50),
  }),
  // Cancelled with and without a reason.
  created({ contract: 'x', customer: 'c-x', term: term('2025-01-01', null), ...at(5) }),
  cancelled({ contract: 'x', effective: '2026-02-10', reason: 'price' }),
  created({ contract: 'y', customer: 'c-y', term: term('2025-01-01', null), ...at(2) }),
  cancelled({ contract: 'y', effective: '2026-02-10' }),
  // Paused: an amendment without lines.
  created({ contract: 'z', customer: 'c-z', term: term('2025-01-01', null), ...at(1) }),
  amended({ contract: 'z', customer: 'c-z', effective: '2026-02-20', term: term('2025-01-01', null), lines: [] }),
  // In EUR, at a rate of 2 on the last day of January and of 3 later; and in GBP, which has no rate.
  created({ contract: 'eur', customer: 'c-eur', term: YEAR, ...at(3), currency: 'EUR' }),
  created({ contract: 'gbp', customer: 'c-gbp', term: term('2025-01-01', null), ...at(1000), currency: 'GBP' }),
];

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
  await store.rates([
    { currency: 'EUR', date: day('2026-01-31'), rate: new Decimal(2) },
    { currency: 'EUR', date: day('2026-02-10'), rate: new Decimal(3) },
  ]);
  await store.apply(batch(EVENTS));
  await store.take(AS_OF);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const signed = () => new PostgresSignedBooks(store.database, store);
const compared = () => new PostgresComparisonBooks(store.database, store);
const month = (label: string) => periodOf('month', day(`${label}-01`), 1);

describe('The renewals of a month', () => {
  it('list the ARR that was due, with its outcome by now', async () => {
    const rows = await new Renewals(signed(), POLICY).in(month('2026-01'));
    // Renewed: late 1,200 and old 360. Renewed by itself: own 84. Not renewed: lost 120 and eur 3 × 12 × 2 = 72.
    expect(rows[0]).toEqual({
      month: '2026-01',
      dimension: 'all',
      segment: 'all',
      figures: {
        due_contracts: 5,
        due_arr: '1836',
        renewed_arr: '1560',
        auto_renewing_arr: '84',
        expiring_arr: '192',
        renewal_rate_pct: '89.5425',
      },
    });
    expect(rows.filter(({ dimension }) => dimension === 'tier').map(({ segment }) => segment)).toEqual(['(none)', 's']);
  });

  it('have no rate when nothing was due', async () => {
    // Only the contract that renews month by month was due.
    const [whole] = await new Renewals(signed(), POLICY).in(month('2025-05'));
    expect(whole?.figures).toMatchObject({ due_contracts: 1, due_arr: '84', renewal_rate_pct: '100.0000' });
    const [first] = await new Renewals(signed(), POLICY).in(month('2025-01'));
    expect(first?.figures).toMatchObject({ due_contracts: 0, due_arr: '0', renewal_rate_pct: null });
  });

  it.each([
    ['2026-03', 'month: 2026-03 is not over on 2026-02-28, the last day taken'],
    ['2024-12', 'month: 2024-12 is before 2025-01-01, the first active day'],
  ])('are refused for %s', async (label, message) => {
    const asked = new Renewals(signed(), POLICY).in(month(label));
    await expect(asked).rejects.toBeInstanceOf(OutOfRangeError);
    await expect(asked).rejects.toThrow(message);
  });
});

describe('What is signed ahead', () => {
  it('counts a handed-over contract for the customer that has it when its term ends', async () => {
    const { rows } = await new SignedAhead(signed(), POLICY).months(5);
    const [march, , , june] = rows.filter(({ dimension }) => dimension === 'all');
    // late 1,440, own 84, new 396 and passed 600. c-b starts and c-a ends.
    expect(march?.figures).toMatchObject({
      arr: '2520',
      opening_arr: '2520',
      starting_arr: '600',
      ending_arr: '-600',
      committed_arr: '2436',
      renewing_arr: '84',
      due_contracts: 1,
      auto_renewing_arr: '84',
    });
    expect(june?.figures).toMatchObject({ due_contracts: 1, due_arr: '600', expiring_arr: '600', renewing_arr: '684' });
    expect(march?.missingFx).toEqual(['GBP']);
  });

  it('looks no further ahead than the contracts are valued', async () => {
    const asked = new SignedAhead(signed(), POLICY).months(70);
    await expect(asked).rejects.toBeInstanceOf(OutOfRangeError);
    await expect(asked).rejects.toThrow(
      /^months: the store knows contracts up to \d{4}-\d{2}-\d{2}, at most \d+ months/,
    );
  });
});

describe('Churn between two days', () => {
  const DAYS = { from: day('2026-01-31'), to: AS_OF };

  it('is split by reason', async () => {
    const rows = await new ChurnReasons(compared(), POLICY).between(DAYS);
    const whole = rows.filter(({ dimension }) => dimension === 'all');
    expect(whole.map(({ reason, churnArr, churnedLogos }) => [reason, churnArr.toFixed(), churnedLogos])).toEqual([
      ['(ended)', '-192', 2],
      ['(no lines)', '-12', 1],
      ['(none)', '-24', 1],
      ['price', '-60', 1],
    ]);
  });

  it('is explained customer by customer, and so are hand-overs', async () => {
    const explain = new ExplainDays(compared(), POLICY);
    const { figures, customers } = await explain.between(
      { from: day('2025-12-31'), to: AS_OF },
      { dimension: 'all', segment: 'all' },
    );
    expect(figures).toMatchObject({ transferred_in_arr: '360', transferred_out_arr: '-360', churned_logos: 5 });
    const moves = Object.fromEntries(customers.map((one) => [one.customerId, one]));
    expect(moves['c-new']).toMatchObject({ movements: ['transferred_in', 'expansion'] });
    expect(moves['c-new']?.transferred.toFixed()).toBe('360');
    expect(moves['c-old']).toMatchObject({ movements: ['transferred_out'] });
    expect(moves['c-lost']).toMatchObject({ movements: ['churned'] });
  });

  it('is not explained for a segment without a customer on either day', async () => {
    const asked = new ExplainDays(compared(), POLICY).between(DAYS, { dimension: 'tier', segment: 'gold' });
    await expect(asked).rejects.toThrow('segment: nothing counts in tier gold on these days');
  });
});

describe('ARR by product', () => {
  it('is the ARR of the measured day', async () => {
    const { rows } = await new ArrByProduct(new PostgresProductBooks(store.database, store), POLICY).on(AS_OF);
    expect(rows.map(({ arr, grossArr, logos }) => [arr.toFixed(), grossArr.toFixed(), logos])).toEqual([
      ['2520', '2520', 4],
    ]);
  });

  it('is refused for a day after the last one taken', async () => {
    const asked = new ArrByProduct(new PostgresProductBooks(store.database, store), POLICY).on(day('2026-03-01'));
    await expect(asked).rejects.toThrow('on: 2026-03-01 is after 2026-02-28, the last day taken');
  });
});
