import { compareCodePoints } from '../text/code-points.ts';
import type { CustomerId } from '../facts/contract-event.ts';
import type { CheckedTerms } from './checked-event.ts';
import type { Example } from './finding.ts';

/** `events` are all that state terms for the customer. */
export const twoCurrencies = (customerId: CustomerId, events: readonly CheckedTerms[]): readonly Example[] => {
  const byCurrency = new Map(events.toReversed().map((event) => [event.currency, event]));
  if (byCurrency.size < 2) return [];
  const ordered = [...byCurrency].toSorted(([a], [b]) => compareCodePoints(a, b));
  const named = ordered.map(([currency, { contractId }]) => `${currency} (${contractId})`);
  return [{ text: `${customerId}: ${named.join(', ')}`, events: ordered.map(([, event]) => event) }];
};
