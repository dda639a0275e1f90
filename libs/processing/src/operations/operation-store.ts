import type { Refusal } from '@app/wire';
import type { RedriveOutcome } from '@app/wire/answers';
import type { IncomingRecord } from '../ingest/incoming-batch.ts';
import type { JudgeRepeat, RecordFormat, StagedBatch } from '../ingest/ingest-store.ts';
import type { RefusedAsked } from '../lists/refused-events.ts';

/** Who asks for an operation, and whether it is only tried. */
export type AskedBy = Readonly<{
  who: string;
  /** The `Idempotency-Key`: the operation is done once for each key of a caller. Null: there is none. */
  key: string | null;
  dryRun: boolean;
}>;

export type OperationAction = 'redrive' | 'discard' | 'republish' | 'forget';

/** An operation as the audit keeps it. `asked` is JSON. */
export type Operation = AskedBy & Readonly<{ action: OperationAction; asked: Readonly<Record<string, unknown>> }>;

/** The events that are chosen: by their ids, or those that wait and are asked for, behind the id `after`. */
export type RefusedChosen = Readonly<{
  ids: readonly string[] | null;
  asked: Omit<RefusedAsked, 'state'>;
  after: string | null;
}>;

/** A refused record that waits. Its position is its id in the store, because those of several origins are the same. */
export type WaitingRecord = Readonly<{
  id: string;
  /** The topic, or the name of the file. */
  origin: string;
  format: RecordFormat | null;
  record: IncomingRecord;
}>;

export type StepOutcome = RedriveOutcome | 'discarded';

/** A step of a refused event that the store keeps. `event` is its identity in the ledger. */
export type NewStep = Readonly<{
  refusedId: string;
  outcome: StepOutcome;
  event?: Readonly<{ source: string; id: string }>;
  refusal?: Refusal;
  reason?: string;
  mended?: Buffer;
}>;

/** What became of a record that was sent again; by the id of the refused event. */
export type RedrivenRecord = Pick<NewStep, 'outcome' | 'event' | 'refusal'> & Readonly<{ outcome: RedriveOutcome }>;

/** One operation at a time works in a store. */
export abstract class OperationTransaction {
  /** Up to `limit` of the chosen events that wait, the first refused first; `next`: the id of the last, if more follow. */
  abstract waiting(
    chosen: RefusedChosen,
    limit: number,
  ): Promise<Readonly<{ records: readonly WaitingRecord[]; next: string | null }>>;
  /** The states of refused events by their ids; an id that does not exist is left out. */
  abstract states(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Sends records into the ledger, as a batch of their topic is sent. The batches have an origin each. */
  abstract append(batches: readonly StagedBatch[], judge: JudgeRepeat): Promise<ReadonlyMap<string, RedrivenRecord>>;
}

export type OperationWork<A> = (
  transaction: OperationTransaction,
) => Promise<Readonly<{ answer: A; steps: readonly NewStep[] }>>;

/** The port of operations. */
export abstract class OperationStore {
  /**
   * Runs the work in one transaction with its row of the audit, also if it failed. An operation that the caller has asked
   * for before under the same key is not done again: its answer is returned. A dry run is rolled back. `answer` is JSON.
   * Throws `OperationRefusedError` if the key was used for something else.
   */
  abstract run<A extends object>(operation: Operation, work: OperationWork<A>): Promise<A>;
}
