import { earlierEnd } from '../calendar/span.ts';
import type { ContractId } from '../facts/contract-event.ts';
import { activeDays } from '../terms/active-days.ts';
import type { CheckedContract, CheckedTerms, ContractLife } from './checked-event.ts';
import type { CheckedTimeline } from './checked-timeline.ts';

/** Null for a contract of which there are only cancellations. */
export const contractLife = (
  { contractId, events }: CheckedContract,
  { timeline }: CheckedTimeline,
): ContractLife | null => {
  const stated = timeline
    .map(({ event }) => event)
    .filter((event): event is CheckedTerms => event.kind !== 'cancelled');
  const [first, lastTerms, last] = [stated[0], stated.at(-1), timeline.at(-1)];
  if (first === undefined || lastTerms === undefined || last === undefined) return null;
  const { end } = activeDays(lastTerms.term, 0);
  return {
    contractId,
    customerId: lastTerms.customerId,
    start: first.term.start,
    end: last.event.kind === 'cancelled' ? earlierEnd(end, last.from) : end,
    products: lastTerms.products,
    currency: lastTerms.currency,
    renews: new Set<ContractId>(events.flatMap((event) => (event.kind === 'cancelled' ? [] : event.renews))),
    first,
    last: last.event,
  };
};
