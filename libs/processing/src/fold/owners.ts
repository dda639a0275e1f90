import type { CivilDate, Span } from '@app/domain';
import type { StoredEntry } from '../ports/contract-store.ts';

/** From this day on the contract is this customer's; nobody's where it is cancelled. */
export type Owner = Readonly<{ from: CivilDate; customerId: string | null }>;

type Timeline = readonly Pick<StoredEntry, 'from' | 'customerId'>[];

/** Whose a contract is from when on. Null where all of its terms are of one customer, as nearly always. */
export const ownersOf = (timeline: Timeline): readonly Owner[] | null => {
  const customers = new Set(timeline.map(({ customerId }) => customerId).filter((customerId) => customerId !== null));
  if (customers.size < 2) return null;
  return timeline
    .filter(({ customerId }, i) => i === 0 || customerId !== timeline[i - 1]?.customerId)
    .map(({ from, customerId }) => ({ from, customerId }));
};

const isSame = (a: Owner | undefined, b: Owner | undefined): boolean =>
  a?.from === b?.from && a?.customerId === b?.customerId;

/**
 * The days from the first on which two timelines tell different owners. One-time lines and bookings count for the owner of the
 * measured day, also where the contract is not active then and no span tells.
 */
export const differingOwnerDays = (before: Timeline, after: Timeline): Span | null => {
  const [was, is] = [ownersOf(before) ?? [], ownersOf(after) ?? []];
  const count = Math.max(was.length, is.length);
  for (let i = 0; i < count; i += 1) {
    const [a, b] = [was[i], is[i]];
    if (isSame(a, b)) continue;
    const start = [a?.from, b?.from].filter((day) => day !== undefined).toSorted()[0];
    return start === undefined ? null : { start, end: null };
  }
  return null;
};
