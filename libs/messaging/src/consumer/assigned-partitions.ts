import type { Logger } from '@app/platform';
import type { IncomingBatch, Progress } from '@app/processing';
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import { PartitionMissing } from '../kafka-failure.ts';
import { advance, Assignment, type PartitionState, passOver, rangeOf } from './assignment.ts';
import type { BatchHandler } from './batch-handler.ts';
import type { CompleteSettings, ConsumerEvents } from './consumer-options.ts';
import { fetchedFrom, incomingBatches } from './incoming-batches.ts';
import type { OffsetHints } from './offset-hints.ts';
import { type LogRange, PartitionStopped, type TopicPartition } from './partition-stopped.ts';
import { GivenUp, retryWithHeartbeat } from './retry-with-heartbeat.ts';
import { startDecision } from './start-position.ts';

export type AssignedPartitionsOptions = Readonly<{
  settings: CompleteSettings;
  events: ConsumerEvents;
  progress: Progress;
  consumer: Consumer;
  admin: Admin;
  hints: OffsetHints;
  logger: Logger;
  /** Aborted when nothing more may be begun or retried. */
  ending: AbortSignal;
  /** Ends consuming for good. */
  halt(error: Error): void;
}>;

/**
 * The partitions that are assigned to us: checks that a fetched batch continues where the store is, and hands it to the
 * handler until it succeeds.
 */
export class AssignedPartitions {
  readonly assignment = new Assignment();
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
    this.assignment.replace(assignment);
    hints.clear();
    consumer.resume(consumer.paused());
  }

  passOver({ first, last, ...of }: TopicPartition & Readonly<{ first: bigint; last: bigint }>): void {
    const state = this.assignment.find(of);
    if (state) passOver(state, first, last);
  }

  /** Resolves once the batch is applied, dropped or given up. Rejects if the membership of the group is lost. */
  async process(payload: EachBatchPayload, handle: BatchHandler): Promise<void> {
    const { ending, hints } = this.#options;
    const state = this.assignment.find(payload.batch);
    if (!state || state.stopped || ending.aborted || payload.isStale()) return;
    state.isWorking = true;
    try {
      if (await this.#retried(state, payload, () => this.#isInPlace(state, payload))) {
        await this.#applyAll(state, payload, handle);
      }
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
    } finally {
      state.isWorking = false;
      if (ending.aborted) await hints.flush();
    }
  }

  /** Makes the driver fetch from this offset next. A batch that it has fetched already is checked like any other. */
  seek(state: PartitionState, to: bigint): void {
    const { topic, partition } = state;
    state.soughtTo = null;
    state.fetchesFrom = to;
    this.#options.consumer.seek({ topic, partition, offset: String(to) });
  }

  stop(state: PartitionState, stopped: PartitionStopped): void {
    const { consumer, logger, events } = this.#options;
    state.stopped = stopped;
    consumer.pause([{ topic: state.topic, partitions: [state.partition] }]);
    logger.error({ topic: state.topic, partition: state.partition }, stopped.message);
    events.onPartitionStopped?.(stopped);
  }

  resume(state: PartitionState): void {
    const { consumer, logger, events } = this.#options;
    const { topic, partition } = state;
    state.stopped = null;
    state.soughtTo = null;
    consumer.resume([{ topic, partitions: [partition] }]);
    logger.info({ topic, partition }, `${topic}[${partition}] continues.`);
    events.onPartitionResumed?.({ topic, partition });
  }

  /**
   * Whether the batch was fetched from the stored offset. If not, the partition has been sought or stopped. The store
   * is read each time, so a store that was restored to an earlier state is followed.
   */
  async #isInPlace(state: PartitionState, { batch }: EachBatchPayload): Promise<boolean> {
    const { progress } = this.#options;
    const { topic, partition } = state;
    const stored = await progress.nextOffset(topic, partition);
    state.next = stored;
    const from = fetchedFrom(batch);
    if (from === stored) return true;
    const log = await this.#log(state);
    if (!this.assignment.holds(state)) return false;
    const decision = startDecision({ from, expected: stored, log, soughtTo: state.soughtTo });
    switch (decision.kind) {
      case 'apply':
        return true;
      case 'seek':
        this.seek(state, decision.to);
        // Only here: while a batch is in work, the driver holds no other one of the partition from before the seek.
        state.soughtTo = decision.to;
        return false;
      case 'stop':
        this.stop(state, new PartitionStopped(state, decision.missing, { stored: decision.stored, log }));
        return false;
    }
  }

  async #log({ topic, partition }: TopicPartition): Promise<LogRange> {
    const log = rangeOf(await this.#options.admin.fetchTopicOffsets(topic), partition);
    if (!log) throw new PartitionMissing(`${topic}[${partition}] is not among the partitions of its topic.`);
    return log;
  }

  async #applyAll(state: PartitionState, payload: EachBatchPayload, handle: BatchHandler): Promise<void> {
    for (const batch of incomingBatches(payload.batch, state.next, this.#options.settings.batchMaxRecords)) {
      if (!this.#isOurs(state, payload)) return;
      if (!(await this.#apply(state, batch, { payload, handle }))) return;
      this.#lastBatchAt = new Date();
      // The driver has no state for a partition that it has lost, and throws on an offset of one.
      if (!this.assignment.holds(state)) return;
      this.#advance(state, batch, payload);
      await payload.heartbeat();
    }
  }

  /** Resolves with false if the store was restored in the meantime, because the batch then no longer continues it. */
  #apply(
    state: PartitionState,
    batch: IncomingBatch,
    { payload, handle }: Readonly<{ payload: EachBatchPayload; handle: BatchHandler }>,
  ): Promise<boolean> {
    let isRetry = false;
    return this.#retried(state, payload, async () => {
      if (isRetry && (await this.#isRestored(state))) return false;
      isRetry = true;
      await handle(batch);
      return true;
    });
  }

  async #isRestored({ topic, partition, next }: PartitionState): Promise<boolean> {
    const stored = await this.#options.progress.nextOffset(topic, partition);
    return next !== null && (stored === null || stored < next);
  }

  #advance(state: PartitionState, { nextPosition, logEnd }: IncomingBatch, payload: EachBatchPayload): void {
    advance(state, nextPosition, logEnd);
    payload.resolveOffset(String(nextPosition - 1n));
    this.#options.hints.note(state, nextPosition, (offsets) => payload.commitOffsetsIfNecessary(offsets));
  }

  #isOurs(state: PartitionState, payload: EachBatchPayload): boolean {
    return payload.isRunning() && !this.#options.ending.aborted && this.assignment.holds(state);
  }

  async #retried<T>(state: PartitionState, payload: EachBatchPayload, work: () => Promise<T>): Promise<T> {
    const { settings, events, logger, ending, halt } = this.#options;
    const { topic, partition } = state;
    const done = await retryWithHeartbeat(work, {
      waitMs: settings.waitMs,
      heartbeat: () => payload.heartbeat(),
      heartbeatMs: 1_000,
      isWanted: () => payload.isRunning() && !ending.aborted,
      signal: ending,
      onFailure: (error, attempt) => {
        state.failure = error;
        const decision = events.onFailure?.({ topic, partition, error, attempt }) ?? 'retry';
        if (decision === 'halt') halt(error);
        else logger.warn({ err: error, attempt }, `The batch of ${topic}[${partition}] failed: ${error.message}`);
        return decision;
      },
    });
    state.failure = null;
    return done;
  }
}
