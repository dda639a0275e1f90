import type { MergedEvent } from '@app/domain';
import type { IngestResult, JudgeRepeat, StagedBatch } from '@app/processing';
import { IngestStore } from '@app/processing';
import type { Database } from '../database/database.ts';
import { applyMerges } from '../merges/apply-merges.ts';
import { guardPolicy } from '../database/guard-policy.ts';
import { appendEvents, sortedEvents } from './append-events.ts';
import { judgeRepeats } from './judge-repeats.ts';
import { advanceProgress, firstToDo } from '../progress/locked-progress.ts';
import { writeRefused } from './write-refused.ts';

/** Takes batches into the ledger: one transaction each, fenced by the row of the partition's progress. */
export class PostgresIngestStore extends IngestStore {
  constructor(
    private readonly database: Database,
    private readonly policyId: string,
  ) {
    super();
  }

  async ingest(batch: StagedBatch, judge: JudgeRepeat): Promise<IngestResult> {
    const sorted = sortedEvents(batch.events);
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      const { stored, known } = await appendEvents(transaction, batch, sorted);
      await guardPolicy(transaction, this.policyId);
      const from = firstToDo(batch, stored);
      const todo = batch.events.findIndex(({ record }) => record.position >= from);
      const start = todo === -1 ? batch.events.length : todo;
      const verdicts = judgeRepeats(known, batch.events, judge);
      const refused = [...batch.refused.filter(({ record }) => record.position >= from), ...verdicts.refused];
      const written = await writeRefused(transaction, batch.origin, refused);
      await advanceProgress(transaction, batch);
      const done = { start, from, notNew: new Set(known.map(({ ordinal }) => ordinal)) };
      await applyMerges(transaction, mergesIn(batch, done));
      return result(batch, done, { repeated: verdicts.repeated, refused: written });
    });
  }
}

/** From which event and position on a batch was still to be done, and which of its events are not new, by their ordinals. */
type Done = Readonly<{ start: number; from: bigint; notNew: ReadonlySet<number> }>;

/** The merges of customers that are new in the ledger. */
const mergesIn = ({ events }: StagedBatch, { start, notNew }: Done): readonly MergedEvent[] =>
  events.flatMap(({ event }, i) => (event.merged === null || i < start || notNew.has(i) ? [] : [event.merged]));

const result = (
  batch: StagedBatch,
  { start, from, notNew }: Done,
  judgedEvents: Pick<IngestResult, 'repeated' | 'refused'>,
): IngestResult => {
  const accepted = { created: 0, amended: 0, cancelled: 0, merged: 0 };
  for (let i = start; i < batch.events.length; i += 1) {
    const kind = batch.events[i]?.event.kind;
    if (kind !== undefined && !notNew.has(i)) accepted[kind] += 1;
  }
  const refusedBefore = batch.refused.filter(({ record }) => record.position < from).length;
  const passedOver = batch.tombstones.filter((position) => position >= from).length;
  const alreadyDone = start + refusedBefore + batch.tombstones.length - passedOver;
  return { accepted, ...judgedEvents, passedOver, alreadyDone };
};
