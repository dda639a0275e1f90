import { type Fraction, fraction } from '../properties/fraction.ts';
import type { Day } from './calendar.ts';
import type { WirePolicy } from './wire.ts';

export type Grain = 'month' | 'quarter' | 'year';

/** The policy with its defaults filled in. */
export type Policy = Readonly<{
  reportingCurrency: string;
  ramp: 'average_in_year' | 'exit_run_rate' | 'term_average';
  amendmentBasis: 'remaining_term' | 'whole_term';
  discounts: 'lasting' | 'all';
  grains: readonly Grain[];
  fiscalYearStartMonth: number;
  dimensions: readonly string[];
  bands: readonly Readonly<{ label: string; from: Fraction }>[];
  cohortGrain: Grain;
  /** The day whose rates count on every day; null if each measured day has its own rates. */
  fxDate: Day | null;
  closeAfterDays: number;
  graceDays: number;
  periodsFrom: Day | null;
  compressionPeriods: number;
  compressionBand: Fraction;
  whaleShare: Fraction;
  swing: Fraction;
}>;

const DEFAULT_BANDS = [
  { label: '<5k', from: 0 },
  { label: '5k-15k', from: 5_000 },
  { label: '15k-50k', from: 15_000 },
  { label: '>=50k', from: 50_000 },
] as const;

export const policyOf = (wire: WirePolicy): Policy => ({
  reportingCurrency: wire.reporting_currency ?? 'USD',
  ramp: wire.ramp ?? 'average_in_year',
  amendmentBasis: wire.amendment_basis ?? 'remaining_term',
  discounts: wire.discounts ?? 'lasting',
  grains: wire.grains ?? ['month'],
  fiscalYearStartMonth: wire.fiscal_year_start_month ?? 1,
  // These three dimensions always exist, so a policy that names them adds nothing.
  dimensions: [
    'all',
    ...(wire.dimensions ?? ['tier', 'channel', 'region']).filter(
      (name) => !['all', 'cohort', 'acv_band'].includes(name),
    ),
    'cohort',
    'acv_band',
  ],
  bands: (wire.bands ?? DEFAULT_BANDS)
    .map(({ label, from }) => ({ label, from: fraction(String(from)) }))
    .toSorted((a, b) => a.from.compare(b.from)),
  cohortGrain: wire.cohort_grain ?? 'quarter',
  fxDate: wire.fx === 'constant' ? (wire.fx_date ?? null) : null,
  closeAfterDays: wire.close_after_days ?? 3,
  graceDays: wire.renewal_grace_days ?? 0,
  periodsFrom: wire.periods_from ?? null,
  compressionPeriods: wire.signals?.compression_periods ?? 3,
  compressionBand: fraction(String(wire.signals?.compression_nrr_band ?? '2')),
  whaleShare: fraction(String(wire.signals?.whale_share ?? '0.20')),
  swing: fraction(String(wire.signals?.swing ?? '0.20')),
});
