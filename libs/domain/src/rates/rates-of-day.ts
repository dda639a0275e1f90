import type { CivilDate } from '../calendar/civil-date.ts';
import type { Policy } from '../policy/policy.ts';
import { comparisonRates, type FxRate } from './exchange-rates.ts';
import type { Rates } from '../customers/reporting-amount.ts';

/** The rates of one day by the policy's `fx` (definitions, section 6). */
export const ratesOn = (
  rates: readonly FxRate[],
  day: CivilDate,
  policy: Pick<Policy, 'reportingCurrency' | 'fx'>,
): Rates =>
  new Map(
    comparisonRates(rates, day, { now: day, prior: null, yearAgo: null }, policy).measured.map(({ currency, now }) => [
      currency,
      now,
    ]),
  );
