import { type BridgePart, plain } from '@app/domain';
import type { BridgeStep, PeriodFigures } from '@app/processing';
import { ACV_TITLE } from '../../acv-words.ts';
import { table } from '../../table.ts';
import type { AmountText } from './amount-text.ts';

const PARTS: Readonly<Record<BridgePart, string>> = {
  left_mix: 'left mix: without the customers that left',
  price: 'price: list prices of those that stayed',
  quantity: 'quantity: those that stayed bought more or less',
  discount: 'discount: those that stayed got more or less off',
  product: 'product: those that stayed added, dropped, swapped',
  fx: 'currency: the same contracts at the new rates',
  entered_mix: 'entered mix: with the customers that entered',
};

/** The steps from the prior ACV to this one (definitions, section 7). */
export const bridgeText = (
  steps: readonly BridgeStep[],
  { acv, acv_prior }: PeriodFigures,
  { amount, signed }: AmountText,
): readonly string[] => [
  'Bridge: the parts add up exactly to the difference of the two, before rounding',
  table(
    ['part', 'amount', `leads to\n${ACV_TITLE}`],
    [
      ['prior ACV per customer', '-', amount(acv_prior)],
      ...steps.map((step) => [PARTS[step.part], signed(step.amount), amount(plain(step.leadsTo))]),
      ['ACV per customer', '-', amount(acv)],
    ],
  ),
];
