import {
  type CivilDate,
  type ContractId,
  type ContractSpan,
  contractSpans,
  foldTimeline,
  type MergedCustomers,
  type Policy,
  valuationOf,
} from '@app/domain';
import { numbered } from '../fold/fold-plan.ts';
import type { KnownContract } from './history-segment-arr.ts';
import type { KnownEvent } from './history-store.ts';

/** Whether an event was folded when a take was made, and counted then. */
const knownTo =
  (take: number) =>
  ({ takenBy, countedUntil }: KnownEvent): boolean =>
    takenBy !== null && takenBy <= take && (countedUntil === null || take <= countedUntil);

/** Moves a span to the merged customer. Its worth stays, because it does not depend on whose contract it is. */
const ofMergedCustomer =
  (merged: MergedCustomers) =>
  (span: ContractSpan): ContractSpan => {
    const customerId = merged.get(span.event.customerId);
    return customerId === undefined ? span : { ...span, event: { ...span.event, customerId } };
  };

/** The customers that contracts have had on any day. */
export const ownersOf = (known: readonly KnownContract[]): readonly string[] => [
  ...new Set(known.flatMap(({ spans }) => spans.map(({ event }): string => event.customerId))),
];

type ByCustomer = (customer: string) => readonly KnownContract[];

/** The events of each contract, and the contract's worth by those of them that a take had read. */
export class KnownLedger {
  readonly #events: ReadonlyMap<ContractId, readonly KnownEvent[]>;
  readonly #worth = new Map<string, KnownContract>();
  readonly #owned = new Map<MergedCustomers, Map<number, ByCustomer>>();
  readonly #ofMerged = new Map<MergedCustomers, Map<KnownContract, KnownContract>>();

  constructor(
    events: readonly KnownEvent[],
    private readonly terms: Readonly<{ policy: Policy; horizon: CivilDate }>,
  ) {
    this.#events = Map.groupBy(events, ({ contractId }) => contractId);
  }

  contracts(): readonly ContractId[] {
    return [...this.#events.keys()];
  }

  eventsOf(contractId: ContractId): readonly KnownEvent[] {
    return this.#events.get(contractId) ?? [];
  }

  /** The contract by the events that the take had read, with its customers as the given merges make them. */
  at(contractId: ContractId, take: number, merged: MergedCustomers): KnownContract {
    const key = `${take}|${contractId}`;
    const worth = this.#worth.get(key) ?? this.#valued(contractId, take);
    this.#worth.set(key, worth);
    return merged.size === 0 ? worth : this.#counted(worth, merged);
  }

  /** The contracts that each customer has had, as of a take. */
  byCustomer(take: number, merged: MergedCustomers): ByCustomer {
    const drawn = this.#owned.get(merged) ?? new Map<number, ByCustomer>();
    this.#owned.set(merged, drawn);
    const of = drawn.get(take) ?? this.#grouped(take, merged);
    drawn.set(take, of);
    return of;
  }

  #grouped(take: number, merged: MergedCustomers): ByCustomer {
    const owned = new Map<string, KnownContract[]>();
    for (const id of this.contracts()) {
      const contract = this.at(id, take, merged);
      for (const customer of ownersOf([contract])) {
        const own = owned.get(customer);
        if (own === undefined) owned.set(customer, [contract]);
        else own.push(contract);
      }
    }
    return (customer) => owned.get(customer) ?? [];
  }

  #counted(worth: KnownContract, merged: MergedCustomers): KnownContract {
    const counted = this.#ofMerged.get(merged) ?? new Map<KnownContract, KnownContract>();
    this.#ofMerged.set(merged, counted);
    const own = counted.get(worth) ?? { ...worth, spans: worth.spans.map(ofMergedCustomer(merged)) };
    counted.set(worth, own);
    return own;
  }

  #valued(contractId: ContractId, take: number): KnownContract {
    const { policy, horizon } = this.terms;
    const known = this.eventsOf(contractId).filter(knownTo(take)).map(numbered);
    const timeline = foldTimeline(
      known.map(({ event }) => event),
      policy.renewalGraceDays,
    );
    return {
      contractId,
      spans: contractSpans(timeline, valuationOf(timeline, policy), { since: null, horizon }).spans,
    };
  }
}
