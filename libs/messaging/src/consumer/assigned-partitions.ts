import type { IncomingBatch, Progress } from '@app/processing';
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import { PartitionMissing } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { BatchHandler } from './batch-handler.ts';
import { advance, type Claim, Claims, rangeOf } from './claims.ts';
import { fetchedFrom, incomingBatches } from './incoming-batches.ts';
import type { OffsetHints } from './offset-hints.ts';
import type { CompleteSettings, ConsumerEvents } from './options.ts';
import { type LogRange, PartitionStopped, type TopicPartition } from './partition-stopped.ts';
import { GivenUp, persistently } from './persistent.ts';
import { placement } from './placement.ts';

export type AssignedPartitionsOptions = Readonly<{
  settings: CompleteSettings;
  events: ConsumerEvents;
  progress: Progress;
  consumer: Consumer;
  admin: Admin;
  hints: OffsetHints;
  logger: Logger;
  /** Given when nothing more is to be begun or tried again. */
  ending: AbortSignal;
  /** Ends consuming for good. */
  halt(error: Error): void;
}>;

/**
 * The partitions that are ours at the moment: takes what the driver fetched of them, makes sure that it continues where
 * the store is, and hands it over until it succeeds.
 */
export class AssignedPartitions {
  readonly claims = new Claims();
  readonly #options: AssignedPartitionsOptions;
  #lastBatchAt: Date | null = null;

  constructor(options: AssignedPartitionsOptions) {
    this.#options = options;
  }

  get lastBatchAt(): Date | null {
    return this.#lastBatchAt;
  }

  /** Runs within the driver's own turn, before it can fetch anything for the new assignment. */
  assign(assignment: Readonly<Record<string, readonly number[]>>): void {
    const { hints, consumer } = this.#options;
    this.claims.replace(assignment);
    hints.clear();
    consumer.resume(consumer.paused());
  }

  async take(payload: EachBatchPayload, handle: BatchHandler): Promise<void> {
    const { ending, hints } = this.#options;
    const claim = this.claims.find(payload.batch);
    if (!claim || claim.stopped || ending.aborted || payload.isStale()) return;
    claim.isWorking = true;
    try {
      if (await this.#patiently(payload, () => this.#isInPlace(claim, payload))) {
        await this.#process(claim, payload, handle);
      }
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
    } finally {
      claim.isWorking = false;
      if (ending.aborted) await hints.flush();
    }
  }

  stop(claim: Claim, stopped: PartitionStopped): void {
    const { consumer, logger, events } = this.#options;
    claim.stopped = stopped;
    consumer.pause([{ topic: claim.topic, partitions: [claim.partition] }]);
    logger.error(stopped.message);
    events.onPartitionStopped?.(stopped);
  }

  resume(claim: Claim): void {
    const { consumer, logger, events } = this.#options;
    const { topic, partition } = claim;
    claim.stopped = null;
    claim.soughtTo = null;
    consumer.resume([{ topic, partitions: [partition] }]);
    logger.info(`${topic}[${partition}] goes on.`);
    events.onPartitionResumed?.({ topic, partition });
  }

  /**
   * Whether the batch was fetched from where the store is; if not, it has been arranged what happens instead. The store is
   * asked each time, so that one that was put back to an earlier state is followed.
   */
  async #isInPlace(claim: Claim, { batch }: EachBatchPayload): Promise<boolean> {
    const { progress, consumer } = this.#options;
    const { topic, partition } = claim;
    const stored = await progress.nextOffset(topic, partition);
    claim.next = stored;
    const from = fetchedFrom(batch);
    if (from === stored) return true;
    const log = await this.#log(claim);
    if (!this.claims.holds(claim)) return false;
    const placed = placement({ from, expected: stored, log, soughtTo: claim.soughtTo });
    switch (placed.kind) {
      case 'take':
        return true;
      case 'seek':
        claim.soughtTo = placed.to;
        consumer.seek({ topic, partition, offset: String(placed.to) });
        return false;
      case 'stop':
        this.stop(claim, new PartitionStopped(claim, placed.missing, { stored: placed.stored, log }));
        return false;
    }
  }

  async #log({ topic, partition }: TopicPartition): Promise<LogRange> {
    const log = rangeOf(await this.#options.admin.fetchTopicOffsets(topic), partition);
    if (!log) throw new PartitionMissing(`${topic}[${partition}] is not among the topic's partitions.`);
    return log;
  }

  async #process(claim: Claim, payload: EachBatchPayload, handle: BatchHandler): Promise<void> {
    for (const batch of incomingBatches(payload.batch, claim.next, this.#options.settings.batchMaxRecords)) {
      if (!this.#isOurs(claim, payload)) return;
      if (!(await this.#hand(claim, batch, { payload, handle }))) return;
      this.#lastBatchAt = new Date();
      // The driver keeps nothing for a partition that it has lost, and fails when told of one.
      if (!this.claims.holds(claim)) return;
      this.#done(claim, batch, payload);
      await payload.heartbeat();
    }
  }

  /** False where the store was put back meanwhile, so that the batch no longer follows on what is stored. */
  #hand(
    claim: Claim,
    batch: IncomingBatch,
    { payload, handle }: Readonly<{ payload: EachBatchPayload; handle: BatchHandler }>,
  ): Promise<boolean> {
    let isRetry = false;
    return this.#patiently(payload, async () => {
      if (isRetry && (await this.#isPutBack(claim))) return false;
      isRetry = true;
      await handle(batch);
      return true;
    });
  }

  async #isPutBack({ topic, partition, next }: Claim): Promise<boolean> {
    const stored = await this.#options.progress.nextOffset(topic, partition);
    return next !== null && (stored === null || stored < next);
  }

  #done(claim: Claim, { nextPosition, logEnd }: IncomingBatch, payload: EachBatchPayload): void {
    advance(claim, nextPosition, logEnd);
    payload.resolveOffset(String(nextPosition - 1n));
    this.#options.hints.note(claim, nextPosition, (offsets) => payload.commitOffsetsIfNecessary(offsets));
  }

  #isOurs(claim: Claim, payload: EachBatchPayload): boolean {
    return payload.isRunning() && !this.#options.ending.aborted && this.claims.holds(claim);
  }

  #patiently<T>(payload: EachBatchPayload, work: () => Promise<T>): Promise<T> {
    const { settings, events, logger, ending, halt } = this.#options;
    const { topic, partition } = payload.batch;
    return persistently(work, {
      backoff: settings.backoff,
      heartbeat: () => payload.heartbeat(),
      heartbeatMs: 1_000,
      isWanted: () => payload.isRunning() && !ending.aborted,
      signal: ending,
      onFailure: (error, attempt) => {
        const decision = events.onFailure?.({ topic, partition, error, attempt }) ?? 'retry';
        if (decision === 'halt') halt(error);
        else logger.warn(`Batch of ${topic}[${partition}] failed: ${error.message}`, { error, attempt });
        return decision;
      },
    });
  }
}
