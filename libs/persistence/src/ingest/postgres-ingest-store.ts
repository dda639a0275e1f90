import type { IngestResult, JudgeRepeat, StagedBatch } from '@app/processing';
import { IngestStore } from '@app/processing';
import type { Database } from '../database/database.ts';
import { advanceProgress } from '../progress/locked-progress.ts';
import { appendBatch, applyNewMerges, type Done, newIn } from './append-batch.ts';
import { sortedEvents } from './append-events.ts';
import { keepPayloads } from './keep-payloads.ts';
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
      const terms = { policyId: this.policyId, judge };
      const { done, repeated, refused } = await appendBatch(transaction, { batch, sorted }, terms);
      const written = await writeRefused(transaction, batch.origin, refused);
      await advanceProgress(transaction, batch);
      await applyNewMerges(transaction, batch, done);
      await keepPayloads(transaction, batch.origin, newIn(batch, done));
      return result(batch, done, { repeated, refused: written });
    });
  }
}

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
