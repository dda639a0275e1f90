import type { Discarded } from '@app/wire/answers';
import { choiceJson, chosenEvents } from './chosen-events.ts';
import type { AskedBy, OperationStore, RefusedChosen } from './operation-store.ts';

/** Leaves refused events out for good. Nothing of them is removed. */
export class DiscardRefused {
  constructor(private readonly operations: OperationStore) {}

  /** Throws `OperationRefusedError`. */
  run(by: AskedBy, chosen: RefusedChosen, reason: string): Promise<Discarded> {
    return this.operations.run(
      { ...by, action: 'discard', asked: { ...choiceJson(chosen), reason } },
      async (transaction) => {
        const { records, next } = await chosenEvents(transaction, chosen);
        const events = records.map(({ id }) => id);
        return {
          answer: { dry_run: by.dryRun, discarded: events.length, reason, events, next },
          steps: events.map((refusedId) => ({ refusedId, outcome: 'discarded' as const, reason })),
        };
      },
    );
  }
}
