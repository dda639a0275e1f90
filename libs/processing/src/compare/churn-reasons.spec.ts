import { describe, expect, it } from '@jest/globals';
import {
  type ComparisonRates,
  Decimal,
  DEFAULT_POLICY,
  emptySegment,
  type FxRate,
  parseCivilDate,
  type CivilDate,
} from '@app/domain';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import { WHOLE } from '../snapshots/segment-name.ts';
import { ChurnReasons } from './churn-reasons.ts';
import { CompareDays } from './compare-days.ts';
import { type ChurnedCustomer, ComparisonBooks, type ComparedPeriod, ComparisonReading } from './comparison-books.ts';

const POLICY = { ...DEFAULT_POLICY, dimensions: ['tier'] };

const day = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(text);
  return date;
};

class MemoryReading extends ComparisonReading {
  compared: ComparedPeriod | null = null;

  constructor(private readonly customers: readonly ChurnedCustomer[]) {
    super();
  }

  async days() {
    return { asOf: day('2025-03-31'), firstActiveDay: day('2025-01-10') };
  }

  async rates(): Promise<readonly FxRate[]> {
    return [{ currency: 'EUR', date: day('2025-01-01'), rate: new Decimal(2) }];
  }

  async sums(compared: ComparedPeriod) {
    this.compared = compared;
    return {
      segments: [{ ...WHOLE, figures: emptySegment(true, false) }],
      largestMove: null,
      gaps: { withoutRate: 0, currencies: [], creationMissing: 0, mixedSources: 0 },
    };
  }

  async largestMoves() {
    return [];
  }

  async *churned() {
    yield this.customers.slice(0, 1);
    yield this.customers.slice(1);
  }
}

class MemoryBooks extends ComparisonBooks {
  readonly reading: MemoryReading;

  constructor(customers: readonly ChurnedCustomer[] = []) {
    super();
    this.reading = new MemoryReading(customers);
  }

  async read<T>(work: (reading: ComparisonReading) => Promise<T>): Promise<T> {
    return work(this.reading);
  }
}

const churned = (tier: string, arr: number, largest: ChurnedCustomer['largest']): ChurnedCustomer => ({
  segments: ['all', tier, '2025-Q1', '<5k'],
  churnArr: new Decimal(-arr),
  largest,
});

const DAYS = { from: day('2025-01-31'), to: day('2025-03-31') };

describe('Churn by reason', () => {
  it('adds up by segment', async () => {
    const books = new MemoryBooks([
      churned('s', 100, { kind: 'cancelled', reason: 'price' }),
      churned('l', 20, { kind: 'cancelled', reason: 'price' }),
      churned('s', 3, { kind: 'cancelled', reason: '' }),
      churned('s', 4, { kind: 'cancelled', reason: null }),
      churned('s', 5, { kind: 'ended' }),
      churned('s', 6, { kind: 'active' }),
    ]);
    const rows = await new ChurnReasons(books, POLICY).between(DAYS);
    const shown = rows.map(
      (row) => `${row.dimension} ${row.segment} ${row.reason} ${row.churnArr.toFixed()} ${row.churnedLogos}`,
    );
    expect(shown.slice(0, 9)).toEqual([
      'all all (ended) -5 1',
      'all all (no lines) -6 1',
      'all all (none) -7 2',
      'all all price -120 2',
      'tier l price -20 1',
      'tier s (ended) -5 1',
      'tier s (no lines) -6 1',
      'tier s (none) -7 2',
      'tier s price -100 1',
    ]);
  });

  it('has no row where nobody churned', async () => {
    expect(await new ChurnReasons(new MemoryBooks(), POLICY).between(DAYS)).toEqual([]);
  });
});

describe('A comparison between two days', () => {
  it('is about the days after the first up to the second, each at its own rates', async () => {
    const books = new MemoryBooks();
    await new CompareDays(books, POLICY).between(DAYS);
    const measured: ComparisonRates['measured'] = books.reading.compared?.rates.measured ?? [];
    expect(books.reading.compared).toMatchObject({
      period: { start: '2025-02-01', end: '2025-04-01' },
      days: { now: '2025-03-31', prior: '2025-01-31', yearAgo: null },
    });
    expect(measured.map(({ currency }) => currency)).toEqual(['USD', 'EUR']);
  });

  it.each([
    ['2025-03-31', '2025-03-31', 'from: 2025-03-31 is not before 2025-03-31'],
    ['2025-01-09', '2025-03-31', 'from: 2025-01-09 is before 2025-01-10, the first active day'],
    ['2025-01-31', '2025-04-01', 'to: 2025-04-01 is after 2025-03-31, the last day taken'],
  ])('refuses %s to %s', async (from, to, message) => {
    const compared = new CompareDays(new MemoryBooks(), POLICY).between({ from: day(from), to: day(to) });
    await expect(compared).rejects.toThrow(message);
    await expect(compared).rejects.toBeInstanceOf(OutOfRangeError);
  });
});
