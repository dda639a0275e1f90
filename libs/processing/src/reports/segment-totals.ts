import { compareCodePoints, dimensionsOf, type Policy, ALL } from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';

/** How totals begin, and how two of them are added. */
export type Adding<S> = Readonly<{ nothing: S; added: (a: S, b: S) => S }>;

/** No text of the ledger holds this character. */
const BETWEEN = '\u0000';

/**
 * Adds up customers by segment. Customers with the same segments share a total; a book of a million contracts has some
 * thousand totals. The segments of each dimension are added up from them in the end.
 */
export class SegmentTotals<S> {
  readonly #adding: Adding<S>;
  readonly #totals = new Map<string, Readonly<{ segments: readonly string[]; sums: S }>>();

  constructor(adding: Adding<S>) {
    this.#adding = adding;
  }

  /** `segments` has one for each dimension of the policy, in their order. */
  add(segments: readonly string[], sums: S): void {
    const key = segments.join(BETWEEN);
    const known = this.#totals.get(key);
    this.#totals.set(key, { segments, sums: known === undefined ? sums : this.#adding.added(known.sums, sums) });
  }

  /** By dimension in the policy's order, then by segment in code-point order. `all` has a row even if it is empty. */
  bySegment(policy: Policy): readonly (SegmentName & Readonly<{ sums: S }>)[] {
    return dimensionsOf(policy).flatMap((dimension, i) =>
      [...this.#of(i, dimension === ALL ? [ALL] : [])]
        .toSorted(([a], [b]) => compareCodePoints(a, b))
        .map(([segment, sums]) => ({ dimension, segment, sums })),
    );
  }

  #of(dimension: number, always: readonly string[]): ReadonlyMap<string, S> {
    const { nothing, added } = this.#adding;
    const sums = new Map(always.map((segment) => [segment, nothing]));
    for (const { segments, sums: own } of this.#totals.values()) {
      const segment = segments[dimension] ?? '';
      sums.set(segment, added(sums.get(segment) ?? nothing, own));
    }
    return sums;
  }
}
