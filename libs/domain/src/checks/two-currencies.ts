import { compareCodePoints } from '../text/code-points.ts';
import type { ContractLife } from './checked-event.ts';
import type { Example } from './finding.ts';

/** `lives` are the contracts of one customer. A contract that changed its currency counts with the last one. */
export const twoCurrencies = (lives: readonly ContractLife[]): readonly Example[] => {
  const byCurrency = new Map(lives.toReversed().map((life) => [life.currency, life]));
  if (byCurrency.size < 2) return [];
  const ordered = [...byCurrency.values()].toSorted((a, b) => compareCodePoints(a.currency, b.currency));
  const named = ordered.map(({ currency, contractId }) => `${currency} (${contractId})`);
  return [{ text: `${lives[0]?.customerId ?? ''}: ${named.join(', ')}`, events: ordered.map(({ first }) => first) }];
};
