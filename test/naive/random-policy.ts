import fc from 'fast-check';
import type { Day } from './calendar.ts';
import type { Grain } from './policy.ts';
import type { WirePolicy, WireRate } from './wire.ts';

type Grains = readonly Grain[];
type Ramp = 'average_in_year' | 'exit_run_rate' | 'term_average';
type Basis = 'remaining_term' | 'whole_term';
type Discounts = 'lasting' | 'all';

/** Thresholds that amounts of random books meet exactly. */
const BANDS = [
  { label: 'low', from: '0' },
  { label: 'mid', from: '240' },
  { label: 'high', from: '1200' },
] as const;

const SIGNALS = [
  { compression_periods: 1, compression_nrr_band: '100' },
  { compression_periods: 2, compression_nrr_band: '20', whale_share: '0.5' },
  { swing: '0', whale_share: '1' },
] as const;

/** Grains that have about twenty periods together at most. */
const grains = (months: number) => {
  if (months > 14) return fc.constantFrom<Grains[]>(['quarter'], ['year'], ['quarter', 'year']);
  return months > 10
    ? fc.constantFrom<Grains[]>(['quarter'], ['year'], ['month', 'quarter'], ['quarter', 'year'])
    : fc.constantFrom<Grains[]>(['quarter'], ['month', 'quarter'], ['month', 'quarter', 'year']);
};

const rarely = (day: fc.Arbitrary<Day>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day });

/** Every key is left out half of the time. */
export const policyIn = (months: number, day: fc.Arbitrary<Day>, early: fc.Arbitrary<Day>): fc.Arbitrary<WirePolicy> =>
  fc
    .record({
      base: fc.record(
        {
          reporting_currency: fc.constantFrom('EUR', 'USD', 'USD'),
          ramp: fc.constantFrom<Ramp[]>('average_in_year', 'exit_run_rate', 'term_average'),
          amendment_basis: fc.constantFrom<Basis[]>('whole_term', 'remaining_term'),
          discounts: fc.constantFrom<Discounts[]>('all', 'lasting'),
          grains: grains(months),
          fiscal_year_start_month: fc.constantFrom(1, 2, 4, 7, 12),
          dimensions: fc.constantFrom<string[][]>(['tier'], ['tier', 'segment'], []),
          bands: fc.constant(BANDS),
          cohort_grain: fc.constantFrom<Grain[]>('month', 'year'),
          close_after_days: fc.constantFrom(0, 10),
          renewal_grace_days: fc.constantFrom(0, 1, 14, 30, 45),
          signals: fc.constantFrom(...SIGNALS),
        },
        { requiredKeys: [] },
      ),
      fxDate: rarely(day),
      periodsFrom: rarely(early),
    })
    .map(({ base, fxDate, periodsFrom }): WirePolicy => ({
      ...base,
      ...(fxDate === null ? {} : { fx: 'constant', fx_date: fxDate }),
      ...(periodsFrom === null ? {} : { periods_from: periodsFrom }),
    }));

const ratesOf = (currency: string, day: fc.Arbitrary<Day>): fc.Arbitrary<readonly WireRate[]> =>
  fc
    .uniqueArray(fc.record({ date: day, rate: fc.constantFrom('1', '2', '1.1', '0.5', '0.0065') }), {
      maxLength: 4,
      selector: ({ date }) => date,
    })
    .map((rates) => rates.map(({ date, rate }) => ({ currency, date, rate })));

/** Rates that are missing, begin late or change, for the two currencies other than the reporting currency. */
export const ratesIn = (day: fc.Arbitrary<Day>, first: Day, reporting: string): fc.Arbitrary<readonly WireRate[]> => {
  const others = ['USD', 'EUR', 'JPY'].filter((currency) => currency !== reporting);
  return fc
    .tuple(fc.tuple(...others.map((currency) => ratesOf(currency, day))), fc.boolean())
    .map(([rates, startsEarly]): readonly WireRate[] => {
      const currency = others[0] ?? '';
      const all = rates.flat();
      const isKnown = all.some((one) => one.currency === currency && one.date === first);
      return startsEarly && !isKnown ? [{ currency, date: first, rate: '1.2' }, ...all] : all;
    });
};
