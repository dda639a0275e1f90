import type { CivilDate } from '../calendar/civil-date.ts';
import { Decimal } from '../money/decimal.ts';
import type { Grain } from '../periods/period.ts';

export type Ramp = 'average_in_year' | 'exit_run_rate' | 'term_average';
export type AmendmentBasis = 'remaining_term' | 'whole_term';
export type CountedDiscounts = 'lasting' | 'all';

/** A band of `acv_band`, from its lower edge, inclusive, to the next one. */
export type Band = Readonly<{ label: string; from: Decimal }>;

/**
 * The number of bands that the number of a segment set can hold: the statements that compose it give bands a base of
 * 4096.
 */
export const BANDS_MAX = 4096;

export type FxPolicy = Readonly<{ mode: 'period_end' }> | Readonly<{ mode: 'constant'; date: CivilDate }>;

export type SignalThresholds = Readonly<{
  compressionPeriods: number;
  /** In percentage points. */
  compressionNrrBand: Decimal;
  whaleShare: Decimal;
  swing: Decimal;
}>;

/** The rules by which every contract of a store is valued (definitions, section 9). */
export type Policy = Readonly<{
  reportingCurrency: string;
  timezone: string;
  ramp: Ramp;
  amendmentBasis: AmendmentBasis;
  discounts: CountedDiscounts;
  grains: readonly Grain[];
  fiscalYearStartMonth: number;
  /** The dimensions by attribute; `all`, `cohort` and `acv_band` always exist. */
  dimensions: readonly string[];
  bands: readonly Band[];
  cohortGrain: Grain;
  fx: FxPolicy;
  closeAfterDays: number;
  /** The number of days on which a contract stays active after a term that does not renew has ended. */
  renewalGraceDays: number;
  /** Snapshots begin with the period that holds this day; null: with the period of the first active day. */
  periodsFrom: CivilDate | null;
  signals: SignalThresholds;
}>;

export const DEFAULT_POLICY: Policy = {
  reportingCurrency: 'USD',
  timezone: 'UTC',
  ramp: 'average_in_year',
  amendmentBasis: 'remaining_term',
  discounts: 'lasting',
  grains: ['month'],
  fiscalYearStartMonth: 1,
  dimensions: ['tier', 'channel', 'region'],
  bands: [
    { label: '<5k', from: new Decimal(0) },
    { label: '5k-15k', from: new Decimal(5000) },
    { label: '15k-50k', from: new Decimal(15_000) },
    { label: '>=50k', from: new Decimal(50_000) },
  ],
  cohortGrain: 'quarter',
  fx: { mode: 'period_end' },
  closeAfterDays: 3,
  renewalGraceDays: 0,
  periodsFrom: null,
  signals: {
    compressionPeriods: 3,
    compressionNrrBand: new Decimal(2),
    whaleShare: new Decimal('0.20'),
    swing: new Decimal('0.20'),
  },
};
