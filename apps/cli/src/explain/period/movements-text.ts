import type { PeriodFigures } from '@app/processing';
import { count } from '../../readable.ts';
import { table } from '../../table.ts';
import type { AmountText } from './amount-text.ts';

/** Not `-0`, which is how a negative nothing is written. */
const minus = (number: number): string => count(number === 0 ? 0 : -number);

const rows = (f: PeriodFigures, { amount }: AmountText): readonly (readonly string[])[] => [
  ['opening', amount(f.opening_arr), count(f.opening_logos)],
  ['+ new', amount(f.new_arr), count(f.new_logos)],
  ['+ reactivated', amount(f.reactivation_arr), count(f.reactivated_logos)],
  ['+ transferred in from another customer', amount(f.transferred_in_arr), count(f.transferred_in_logos)],
  ['+ transferred out to another customer', amount(f.transferred_out_arr), minus(f.transferred_out_logos)],
  ['+ moved in from another segment', amount(f.moved_in_arr), count(f.moved_in_logos)],
  ['+ moved out to another segment', amount(f.moved_out_arr), minus(f.moved_out_logos)],
  ['+ churned', amount(f.churn_arr), minus(f.churned_logos)],
  ['+ expansion', amount(f.expansion_arr), `(${count(f.expansion_logos)})`],
  ['+ contraction', amount(f.contraction_arr), `(${count(f.contraction_logos)})`],
  ['+ currency', amount(f.fx_arr), '-'],
  ['= closing', amount(f.arr), count(f.active_logos)],
];

/** How the ARR and the customers moved. */
export const movementsText = (figures: PeriodFigures, text: AmountText): readonly string[] => [
  'Movements (customers in brackets stayed: they are not part of the sum)',
  table(['', 'ARR', 'customers'], rows(figures, text)),
];
