import {
  compareMerges,
  type CustomerId,
  lastMerges,
  type MergedCustomers,
  mergedCustomers,
  type MergedEvent,
} from '@app/domain';
import { mergedEvent, storedEvent } from '@app/wire';
import type { KnownMerge } from './history-store.ts';

/** `takenBy` is infinite if no take has read the merge. */
type TakenMerge = Readonly<{ seq: number; merge: MergedEvent; takenBy: number; appendedAt: number }>;

const UNNAMED = 0;

const takenMerge = (row: KnownMerge): TakenMerge => {
  const event = storedEvent(row);
  if (event.kind !== 'merged') throw new Error(`event ${event.id} of ${event.source} has no contract and is no merge`);
  const { seq, takenBy, appendedAt } = row;
  return { seq, merge: mergedEvent(event), takenBy: takenBy ?? Infinity, appendedAt };
};

/** Leaves out a merge if one of the same customer that is later in record order came before it or together with it. */
const counting = (merges: readonly TakenMerge[]): readonly TakenMerge[] =>
  [...Map.groupBy(merges, ({ merge }) => merge.customerId).values()].flatMap((own) =>
    own.filter(
      ({ merge, takenBy, appendedAt }) =>
        takenBy !== UNNAMED ||
        own.every((other) => other.appendedAt > appendedAt || compareMerges(other.merge, merge) <= 0),
    ),
  );

/**
 * Changes name only merges that moved a contract. Any other merge counts as read with the merges that came before it.
 */
const dated = (merges: readonly TakenMerge[]): readonly TakenMerge[] => {
  let last = UNNAMED;
  return merges
    .toSorted((a, b) => a.appendedAt - b.appendedAt || a.seq - b.seq)
    .map((merge) => {
      const takenBy = merge.takenBy === UNNAMED ? last : merge.takenBy;
      last = Math.max(last, takenBy);
      return { ...merge, takenBy };
    });
};

const resolved = (merges: readonly TakenMerge[]): MergedCustomers => {
  const last = [...lastMerges(merges.map(({ merge }) => merge)).values()];
  return mergedCustomers(
    new Map(last.flatMap(({ customerId, into }) => (into === null ? [] : [[customerId, into] as const]))),
  );
};

/** The merges of customers as of each take. */
export class MergesInTime {
  readonly #merges: readonly TakenMerge[];
  readonly #bySeq: ReadonlyMap<number, MergedEvent>;
  readonly #resolved = new Map<string, MergedCustomers>();

  constructor(rows: readonly KnownMerge[]) {
    const merges = rows.map(takenMerge);
    this.#bySeq = new Map(merges.map(({ seq, merge }) => [seq, merge]));
    this.#merges = dated(counting(merges));
  }

  /** Undefined if the number is that of a contract's event. */
  mergeOf(seq: number): MergedEvent | undefined {
    return this.#bySeq.get(seq);
  }

  /** The customer for which each merged one counted when the take was made, without some merges. */
  at(take: number, without: readonly number[] = []): MergedCustomers {
    const key = `${take}|${without.join()}`;
    const known =
      this.#resolved.get(key) ??
      resolved(this.#merges.filter(({ seq, takenBy }) => takenBy <= take && !without.includes(seq)));
    this.#resolved.set(key, known);
    return known;
  }

  /** These customers and all that any merge has ever joined with them. */
  joinedWith(customers: readonly string[]): readonly string[] {
    const neighbours = new Map<string, string[]>();
    const join = (a: CustomerId, b: CustomerId): void => {
      neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    };
    for (const { customerId, into } of this.#bySeq.values()) {
      if (into === null) continue;
      join(customerId, into);
      join(into, customerId);
    }
    const joined = new Set(customers);
    // A set also yields items that are added during the loop.
    for (const customer of joined) for (const next of neighbours.get(customer) ?? []) joined.add(next);
    return [...joined];
  }
}
