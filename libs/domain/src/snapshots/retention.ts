import { Decimal } from '../money/decimal.ts';
import { ratio } from './emitted.ts';
import { figureBlock } from './figure.ts';
import type { Retention } from './segment-in-period.ts';

/** Net revenue retention as a ratio; null if there was nothing to retain. */
export const netRetention = ({ opening, kept }: Retention): Decimal | null => ratio(kept, opening.arr);

const grossRetention = ({ opening, keptAtMost }: Retention): Decimal | null => ratio(keptAtMost, opening.arr);

const logoChurn = ({ opening, churnedLogos }: Retention): Decimal | null =>
  opening.logos === 0 ? null : new Decimal(churnedLogos).div(opening.logos);

/** Retention over the period and over the year. */
export const RETENTION = figureBlock('retention', ({ retention, yearRetention }) => ({
  retention,
  year: yearRetention,
}))({
  nrr_pct: {
    kind: 'percentage',
    meaning: 'Net: their ARR now ÷ their ARR then.',
    of: ({ retention }) => netRetention(retention),
  },
  grr_pct: {
    kind: 'percentage',
    meaning: 'Gross: the same without the growth of any of them.',
    of: ({ retention }) => grossRetention(retention),
  },
  logo_churn_pct: {
    kind: 'percentage',
    meaning: 'The share of them that is no longer active.',
    of: ({ retention }) => logoChurn(retention),
  },
  nrr_yoy_pct: {
    kind: 'percentage',
    meaning: 'Net, against the year-ago measured day.',
    of: ({ year }) => (year === null ? null : netRetention(year)),
  },
  grr_yoy_pct: {
    kind: 'percentage',
    meaning: 'Gross, against that day.',
    of: ({ year }) => (year === null ? null : grossRetention(year)),
  },
  logo_churn_yoy_pct: {
    kind: 'percentage',
    meaning: 'Churned customers, against that day.',
    of: ({ year }) => (year === null ? null : logoChurn(year)),
  },
});
