import { plain } from '../money/decimal-text.ts';
import { Decimal } from '../money/decimal.ts';
import { type Figures, percentage, ratio } from './emitted.ts';
import type { Movements, Retention, SegmentInPeriod } from './segment-in-period.ts';

const arrOf = (movements: Movements): Figures => ({
  opening_arr: plain(movements.opening.arr),
  new_arr: plain(movements.new.arr),
  reactivation_arr: plain(movements.reactivation.arr),
  churn_arr: plain(movements.churn.arr),
  transferred_in_arr: plain(movements.transferredIn.arr),
  transferred_out_arr: plain(movements.transferredOut.arr),
  moved_in_arr: plain(movements.movedIn.arr),
  moved_out_arr: plain(movements.movedOut.arr),
  expansion_arr: plain(movements.expansion.arr),
  contraction_arr: plain(movements.contraction.arr),
  fx_arr: plain(movements.fx),
});

const logosOf = (movements: Movements): Figures => ({
  opening_logos: movements.opening.logos,
  new_logos: movements.new.logos,
  reactivated_logos: movements.reactivation.logos,
  moved_in_logos: movements.movedIn.logos,
  moved_out_logos: movements.movedOut.logos,
  churned_logos: movements.churn.logos,
  transferred_in_logos: movements.transferredIn.logos,
  transferred_out_logos: movements.transferredOut.logos,
  expansion_logos: movements.expansion.logos,
  contraction_logos: movements.contraction.logos,
});

/** Net revenue retention as a ratio; null where there was nothing to retain. */
export const netRetention = ({ opening, kept }: Retention): Decimal | null => ratio(kept, opening.arr);

const grossRetention = ({ opening, keptAtMost }: Retention): Decimal | null => ratio(keptAtMost, opening.arr);

const logoChurn = ({ opening, churnedLogos }: Retention): Decimal | null =>
  opening.logos === 0 ? null : new Decimal(churnedLogos).div(opening.logos);

/** ARR and logo movements since the prior measured day, and retention of the period and of the year. */
export const movementFigures = ({ movements, retention, yearRetention }: SegmentInPeriod): Figures => ({
  ...arrOf(movements),
  ...logosOf(movements),
  nrr_pct: percentage(netRetention(retention)),
  grr_pct: percentage(grossRetention(retention)),
  logo_churn_pct: percentage(logoChurn(retention)),
  nrr_yoy_pct: percentage(yearRetention === null ? null : netRetention(yearRetention)),
  grr_yoy_pct: percentage(yearRetention === null ? null : grossRetention(yearRetention)),
  logo_churn_yoy_pct: percentage(yearRetention === null ? null : logoChurn(yearRetention)),
});
