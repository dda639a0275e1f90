import type { BridgePart } from '@app/domain';
import type { BridgeStep, PeriodFigures } from '@app/processing';
import { table } from '../../table.ts';
import { emitted, figure, signed } from '../figure.ts';

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
export const bridgeText = (steps: readonly BridgeStep[], { acv, acv_prior }: PeriodFigures): readonly string[] => [
  'Bridge: the parts add up exactly to the difference of the two',
  table(
    ['part', 'amount', 'leads to'],
    [
      ['prior ACV', '-', emitted(acv_prior)],
      ...steps.map(({ part, amount, leadsTo }) => [PARTS[part], signed(amount), figure(leadsTo)]),
      ['ACV', '-', emitted(acv)],
    ],
  ),
];
