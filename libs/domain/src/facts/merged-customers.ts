import type { CustomerId, MergedEvent } from './contract-event.ts';
import { compareCodePoints } from '../text/code-points.ts';

/** The customer for which each merged `customer_id` counts; one without an entry counts for itself. */
export type MergedCustomers = ReadonlyMap<CustomerId, CustomerId>;

/** The fields that decide the record order of merges (definitions, section 1): they have no version and one type. */
export type MergeKey = Pick<MergedEvent, 'recordedAt' | 'id' | 'source'>;

export const compareMerges = (a: MergeKey, b: MergeKey): number =>
  a.recordedAt.seconds - b.recordedAt.seconds ||
  a.recordedAt.nanos - b.recordedAt.nanos ||
  compareCodePoints(a.id, b.id) ||
  compareCodePoints(a.source, b.source);

/** The merge that counts for each customer: the last one in record order that names it. */
export const lastMerges = <M extends MergeKey & Pick<MergedEvent, 'customerId'>>(
  merges: readonly M[],
): ReadonlyMap<CustomerId, M> => new Map(merges.toSorted(compareMerges).map((merge) => [merge.customerId, merge]));

/** The customers whose chain of merges leads back to themselves. */
const ringsIn = (into: MergedCustomers): ReadonlySet<CustomerId> => {
  const rings = new Set<CustomerId>();
  const seen = new Set<CustomerId>();
  for (const start of into.keys()) {
    const path = new Map<CustomerId, number>();
    let at: CustomerId | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      path.set(at, path.size);
      at = into.get(at);
    }
    const entry = at === undefined ? undefined : path.get(at);
    if (entry !== undefined) for (const [id, index] of path) if (index >= entry) rings.add(id);
  }
  return rings;
};

/**
 * Follows each chain of merges to its end (definitions, section 1). `into` has, for each merged customer, the one that
 * it goes into. Merges that form a ring count for nothing; a chain that leads into a ring ends at its first member.
 */
export const mergedCustomers = (into: MergedCustomers): MergedCustomers => {
  const rings = ringsIn(into);
  const ends = new Map<CustomerId, CustomerId>();
  for (const start of into.keys()) {
    const path: CustomerId[] = [];
    let at = start;
    for (let next = into.get(at); !rings.has(at) && !ends.has(at) && next !== undefined; next = into.get(at)) {
      path.push(at);
      at = next;
    }
    const end = ends.get(at) ?? at;
    for (const customer of path) ends.set(customer, end);
  }
  return ends;
};
