import type { PeriodFigures } from '@app/processing';
import { table } from '../../table.ts';
import { emitted } from '../figure.ts';

const rows = (f: PeriodFigures): readonly (readonly string[])[] => [
  ['opening', emitted(f.opening_arr), String(f.opening_logos)],
  ['+ new', emitted(f.new_arr), String(f.new_logos)],
  ['+ reactivated', emitted(f.reactivation_arr), String(f.reactivated_logos)],
  ['+ transferred in from another customer', emitted(f.transferred_in_arr), String(f.transferred_in_logos)],
  ['+ transferred out to another customer', emitted(f.transferred_out_arr), `${-f.transferred_out_logos}`],
  ['+ moved in from another segment', emitted(f.moved_in_arr), String(f.moved_in_logos)],
  ['+ moved out to another segment', emitted(f.moved_out_arr), `${-f.moved_out_logos}`],
  ['+ churned', emitted(f.churn_arr), `${-f.churned_logos}`],
  ['+ expansion', emitted(f.expansion_arr), `(${f.expansion_logos})`],
  ['+ contraction', emitted(f.contraction_arr), `(${f.contraction_logos})`],
  ['+ currency', emitted(f.fx_arr), '-'],
  ['= closing', emitted(f.arr), String(f.active_logos)],
];

/** How the ARR and the customers moved. */
export const movementsText = (figures: PeriodFigures): readonly string[] => [
  'Movements (customers in brackets stayed: they are not part of the sum)',
  table(['', 'ARR', 'customers'], rows(figures)),
];
