import { BRIDGE_PARTS, type BridgePart, Decimal } from '@app/domain';
import type { PeriodFigures } from './period-figures.ts';

export type BridgeStep = Readonly<{ part: BridgePart; amount: Decimal; leadsTo: Decimal }>;

/** The parts of the bridge as emitted, in their order, each with the ACV that it leads to; null without a bridge. */
export const bridgeSteps = ({ acv_prior, bridge }: PeriodFigures): readonly BridgeStep[] | null => {
  if (acv_prior === null || bridge === null) return null;
  let at = new Decimal(acv_prior);
  return BRIDGE_PARTS.map((part) => {
    const amount = new Decimal(bridge[part]);
    at = at.plus(amount);
    return { part, amount, leadsTo: at };
  });
};
