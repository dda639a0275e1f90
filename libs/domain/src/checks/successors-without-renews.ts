import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import type { ContractId } from '../facts/contract-event.ts';
import type { ContractLife } from './checked-event.ts';
import type { Example } from './finding.ts';

/** A replacement is signed around the end of what it replaces; a customer who comes back later is another sale. */
const SUCCESSOR_DAYS = 7;

type Ended = ContractLife & Readonly<{ end: CivilDate }>;

const hasEnded = (life: ContractLife): life is Ended => life.end !== null;

const follows = (next: ContractLife, ended: Ended): boolean =>
  next.start > ended.start &&
  addDays(ended.end, -SUCCESSOR_DAYS) <= next.start &&
  next.start <= addDays(ended.end, SUCCESSOR_DAYS);

/**
 * Contracts of one customer that start within days of the end of another one, with the same products, and do not name
 * it in `renews`, nor does any other contract.
 */
export const successorsWithoutRenews = (lives: readonly ContractLife[]): readonly Example[] => {
  if (lives.length < 2) return [];
  const renewed = new Set<ContractId>(lives.flatMap(({ renews }) => [...renews]));
  const byProducts = Map.groupBy(
    lives.filter(({ products }) => products !== ''),
    ({ products }) => products,
  );
  return lives.filter(hasEnded).flatMap((ended) => {
    if (renewed.has(ended.contractId)) return [];
    const next = byProducts.get(ended.products)?.find((life) => follows(life, ended));
    if (next === undefined) return [];
    const text = `${next.contractId} starts on ${next.start}; ${ended.contractId} of ${ended.customerId} ended on ${ended.end}`;
    return [{ text, events: [ended.last, next.first] }];
  });
};
