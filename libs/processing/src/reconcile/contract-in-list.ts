import { type CivilDate, type Decimal, explainContract, type Policy, type Span } from '@app/domain';
import { contractEvent, type WireContractEvent } from '@app/wire';
import { inForceOn } from '../lists/list-contracts.ts';

/** An event that a list of a billing system says, with the place that says it: `row 12`, `export.jsonl:7`. */
export type EventOfList = Readonly<{ event: WireContractEvent; place: string }>;

/** An active contract as a list states it. */
export type ContractInList = Readonly<{
  contractId: string;
  customerId: string;
  currency: string;
  /** In its own currency, a year. */
  arr: Decimal;
  /** The term in force, `[start, end)`. No end: it is open. */
  inForce: Span;
  place: string;
}>;

const activeOn = (events: readonly EventOfList[], day: CivilDate, policy: Policy): ContractInList | null => {
  const { worth, measures } = explainContract(
    events.map(({ event }) => contractEvent(event)),
    day,
    policy,
  );
  if (worth === null) return null;
  const { contractId, customerId, currency, term } = worth.event;
  const place = events.find(({ event }) => event.id === worth.event.id)?.place ?? '';
  return { contractId, customerId, currency, arr: measures.arr, inForce: inForceOn(term, day), place };
};

/** The contracts of a list that are active on a day, valued as the books value theirs. */
export const contractsInList = (
  events: readonly EventOfList[],
  day: CivilDate,
  policy: Policy,
): readonly ContractInList[] =>
  [...Map.groupBy(events, ({ event }) => event.contractId).values()]
    .map((ofContract) => activeOn(ofContract, day, policy))
    .filter((contract) => contract !== null);
