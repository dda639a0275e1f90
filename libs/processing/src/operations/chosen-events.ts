import { OperationRefusedError } from './operation-refused-error.ts';
import type { OperationTransaction, RefusedChosen, WaitingRecord } from './operation-store.ts';

/** The most events in one operation, which is one transaction. */
const EVENTS_AT_ONCE = 1000;

export type ChosenEvents = Readonly<{ records: readonly WaitingRecord[]; next: string | null }>;

/** The events that are chosen. Throws `OperationRefusedError` if one that is named does not exist or does not wait. */
export const chosenEvents = async (transaction: OperationTransaction, chosen: RefusedChosen): Promise<ChosenEvents> => {
  const { ids, after } = chosen;
  // Behind the first events of a long choice, those are settled by now.
  if (ids !== null && after === null) {
    const states = await transaction.states(ids);
    for (const id of ids) {
      const state = states.get(id);
      if (state === undefined) throw new OperationRefusedError('not_found', `there is no refused event ${id}`);
      if (state !== 'waiting') throw new OperationRefusedError('settled', `refused event ${id} is ${state} already`);
    }
  }
  return transaction.waiting(chosen, EVENTS_AT_ONCE);
};

/** The choice as the audit keeps it: only what was given. */
export const choiceJson = ({ ids, asked, after }: RefusedChosen): Readonly<Record<string, unknown>> => {
  const { code, origin, since, contract } = asked;
  const given = { ids, code, topic: origin, since: since?.toISOString() ?? null, contract, after };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
};
