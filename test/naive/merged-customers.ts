import type { MergedEvent } from './facts.ts';
import { mergesInRecordOrder } from './record-order.ts';

/** Follows the chain of merges from a customer; a merge that is part of a ring counts for nothing. */
export const mergedCustomers = (merges: readonly MergedEvent[]): ((customer: string) => string) => {
  const latest = new Map(mergesInRecordOrder(merges).map(({ customerId, into }) => [customerId, into]));

  const next = (customer: string): string | null => latest.get(customer) ?? null;

  const isInRing = (customer: string): boolean => {
    const seen = new Set<string>();
    for (let at = next(customer); at !== null && !seen.has(at); at = next(at)) {
      if (at === customer) return true;
      seen.add(at);
    }
    return false;
  };

  return (customer) => {
    let at = customer;
    for (let to = next(at); to !== null && !isInRing(at); to = next(at)) at = to;
    return at;
  };
};
