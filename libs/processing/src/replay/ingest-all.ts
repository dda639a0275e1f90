import type { StagedBatch } from '../ingest/ingest-store.ts';
import type { AppliedBatch, ApplyEvents } from '../ingest/apply-events.ts';
import type { ReplayContext } from './replay-context.ts';
import type { ReplaySource } from './replay-source.ts';

/** The events of a whole source, by their outcome. */
export type IngestTotals = Readonly<{ accepted: number; repeated: number; refused: number }>;

const acceptedIn = ({ accepted }: AppliedBatch): number =>
  accepted.created + accepted.amended + accepted.cancelled + accepted.merged;

/**
 * Stores the events of a source in the ledger, batch by batch in the order of the source. The next batch is read while
 * one is stored, which takes a quarter less time.
 */
export const ingestAll = async (
  source: ReplaySource,
  events: ApplyEvents,
  { now, listener }: Pick<ReplayContext, 'now' | 'listener'>,
): Promise<IngestTotals> => {
  const began = now().getTime();
  const totals = { accepted: 0, repeated: 0, refused: 0 };
  const store = async (read: StagedBatch, shareRead: number | null): Promise<void> => {
    const applied = await events.store(read);
    totals.accepted += acceptedIn(applied);
    totals.repeated += applied.repeated;
    totals.refused += applied.refusedRecords.length;
    await listener.onRefused(applied.refusedRecords, read.origin);
    const count = totals.accepted + totals.repeated + totals.refused;
    listener.onStep({ step: 'ingest', events: count, shareRead, elapsedMs: now().getTime() - began });
  };
  let stored = Promise.resolve();
  try {
    for await (const { batch, shareRead } of source) {
      const read = await events.read(batch);
      await stored;
      stored = store(read, shareRead);
      // A failure is thrown where `stored` is awaited; until then it must not count as unhandled.
      stored.catch(() => undefined);
    }
  } finally {
    // Also when the source fails: the caller must not close the store while a batch is being stored.
    await stored;
  }
  return totals;
};
