import type { MergedEvent } from '@app/domain';
import type { IngestResult, JudgeRepeat, StagedBatch, StagedEvent } from '@app/processing';
import { IngestStore } from '@app/processing';
import type { Database } from '../database/database.ts';
import { applyMerges } from '../merges/apply-merges.ts';
import { guardPolicy } from '../database/guard-policy.ts';
import { appendEvents, sortedEvents } from './append-events.ts';
import { judgeRepeats } from './judge-repeats.ts';
import { keepPayloads } from './keep-payloads.ts';
import { storedTranslators } from './stored-translators.ts';
import { advanceProgress, firstToDo } from '../progress/locked-progress.ts';
import { writeRefused } from './write-refused.ts';

/** Ingests each batch in one transaction. The row of the partition's progress makes a batch count once. */
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
      const { stored, existing } = await appendEvents(transaction, batch, sorted);
      await guardPolicy(transaction, this.policyId);
      const from = firstToDo(batch, stored);
      const firstNotDone = batch.events.findIndex(({ record }) => record.position >= from);
      const start = firstNotDone === -1 ? batch.events.length : firstNotDone;
      const translatedBy = await storedTranslators(transaction, existing, batch.events);
      const verdicts = judgeRepeats(existing, batch.events, { judge, translatedBy });
      const refused = [...batch.refused.filter(({ record }) => record.position >= from), ...verdicts.refused];
      const written = await writeRefused(transaction, batch.origin, refused);
      await advanceProgress(transaction, batch);
      const done = { start, from, notNew: new Set(existing.map(({ ordinal }) => ordinal)) };
      await applyMerges(transaction, mergesIn(batch, done));
      await keepPayloads(transaction, batch.origin, {
        events: newIn(batch, done),
        silent: batch.silent.filter(({ record }) => record.position >= from),
      });
      return result(batch, done, { repeated: verdicts.repeated, refused: written });
    });
  }
}

/**
 * Events before `start` and positions before `from` were done before. `notNew` are the indices of repeats and
 * conflicts.
 */
type Done = Readonly<{ start: number; from: bigint; notNew: ReadonlySet<number> }>;

/** The merges of customers that are new in the ledger. */
const mergesIn = ({ events }: StagedBatch, { start, notNew }: Done): readonly MergedEvent[] =>
  events.flatMap(({ event }, i) => (event.merged === null || i < start || notNew.has(i) ? [] : [event.merged]));

/** The translated events that are new in the ledger. */
const newIn = ({ events }: StagedBatch, { start, notNew }: Done): readonly StagedEvent[] =>
  events.filter(({ record }, i) => record.payload !== undefined && i >= start && !notNew.has(i));

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
  const passedOver = batch.passedOver.filter((position) => position >= from).length;
  const alreadyDone = start + refusedBefore + batch.passedOver.length - passedOver;
  return { accepted, ...judgedEvents, passedOver, alreadyDone };
};
