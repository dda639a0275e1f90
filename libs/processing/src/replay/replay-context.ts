import type { CivilDate } from '@app/domain';
import type { Origin } from '../ingest/incoming-batch.ts';
import type { RefusedRecord } from '../ingest/ingest-store.ts';

/** How far a replay, a restatement or a retranslation is: the step it is in, what that has done, and for how long. */
export type ReplayStep = Readonly<{ elapsedMs: number }> &
  (
    | Readonly<{ step: 'ingest'; events: number; shareRead: number | null }>
    | Readonly<{ step: 'translate'; payloads: number; of: number }>
    | Readonly<{ step: 'fold'; contracts: number; of: number }>
    | Readonly<{ step: 'take'; periods: number; of: number }>
  );

/** Callbacks to the caller of a replay while it runs. */
export type ReplayListener = Readonly<{
  /** Called after each batch, each round of folds and each period. */
  onStep: (step: ReplayStep) => void;
  /** The records of a batch that were refused. The replay waits for the callback, and fails if it rejects. */
  onRefused: (refused: readonly RefusedRecord[], origin: Origin) => Promise<void>;
}>;

export type ReplayContext = Readonly<{
  today: (timezone: string) => CivilDate;
  now: () => Date;
  listener: ReplayListener;
}>;
