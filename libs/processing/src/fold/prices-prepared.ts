import { type ContractEvent, preparedPrices, type ValuationPolicy } from '@app/domain';
import type { FoldPace } from './fold-pace.ts';

/**
 * Works out the prices of events at the pace of a fold: one event may have many thousands, which trial, spans and
 * booking ask for without a pause. False if that is past the budget.
 */
export const arePricesPrepared = async (
  events: readonly ContractEvent[],
  { discounts }: Pick<ValuationPolicy, 'discounts'>,
  pace: FoldPace,
): Promise<boolean> => {
  const bases = new Set(['all', discounts] as const);
  for (const event of events) {
    if (event.kind === 'cancelled') continue;
    for (const basis of bases) {
      const prices = preparedPrices(event, basis);
      while (prices.next().done !== true) if (!(await pace.goOn())) return false;
    }
    // An event without dated discounts has no price to wait for, and there may be many of them.
    if (!(await pace.goOn())) return false;
  }
  return true;
};
