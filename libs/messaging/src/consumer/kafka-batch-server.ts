import type { IncomingBatch, Progress } from '@app/processing';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import { backoffMs } from '../backoff.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { asError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { pause, settlesWithin } from '../pause.ts';
import { batchHandler, type BatchHandler } from './batch-handler.ts';
import { advance, type Claim, Claims, type PartitionStatus, partitionStatus, rangeOf } from './claims.ts';
import { groupConsumer } from './group-consumer.ts';
import { fetchedFrom, incomingBatches } from './incoming-batches.ts';
import { LogWatch } from './log-watch.ts';
import { OffsetHints } from './offset-hints.ts';
import { completeSettings, type CompleteSettings, type ConsumerEvents, type ConsumerSettings } from './options.ts';
import { PartitionStopped } from './partition-stopped.ts';
import { GivenUp, persistently } from './persistent.ts';
import { placement } from './placement.ts';

export type ConsumerStatus = Readonly<{
  /** A member of the group that Kafka has heard within the session timeout. */
  isConnected: boolean;
  partitions: readonly PartitionStatus[];
  /** When the last batch was done, or null. */
  lastBatchAt: Date | null;
  /** Why consuming has ended for good, or null. */
  fatal: Error | null;
}>;

export type KafkaBatchServerOptions = Readonly<{
  kafka: KafkaClient;
  progress: Progress;
  settings: ConsumerSettings;
  logger: Logger;
  events?: ConsumerEvents;
}>;

/**
 * Nest's transport for batches: partitions of the input topics, each in order, several at once, to the one `@OnBatch()`
 * method. A batch that fails is tried again, never passed over. Where a partition continues is read from `Progress`.
 */
export class KafkaBatchServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #settings: CompleteSettings;
  readonly #events: ConsumerEvents;
  readonly #progress: Progress;
  readonly #logger: Logger;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #claims = new Claims();
  readonly #hints: OffsetHints;
  readonly #watch: LogWatch;
  readonly #closing = new AbortController();
  #handle: BatchHandler = () => Promise.reject(new Error('Not listening.'));
  #starting: Promise<void> = Promise.resolve();
  #lastContact = 0;
  #lastBatchAt: Date | null = null;
  #fatal: Error | null = null;

  constructor({ kafka, progress, settings, logger, events = {} }: KafkaBatchServerOptions) {
    super();
    this.#settings = completeSettings(settings);
    this.#events = events;
    this.#progress = progress;
    this.#logger = logger;
    this.#consumer = groupConsumer(kafka, this.#settings, {
      joined: (assignment) => this.#joined(assignment),
      heard: () => this.#heard(),
      lost: () => (this.#lastContact = 0),
      crashed: (error) => this.#end(error),
    });
    this.#admin = kafka.admin({ retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 } });
    this.#hints = new OffsetHints(this.#settings.hintIntervalMs, logger);
    this.#watch = new LogWatch({
      admin: this.#admin,
      progress,
      claims: this.#claims,
      logger,
      events: {
        stop: (claim, stopped) => this.#stopPartition(claim, stopped),
        resume: (claim) => this.#resumePartition(claim),
      },
    });
  }

  /** Is done at once: the brokers are waited for in the background, and `status` tells when they are there. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.#handle = batchHandler(this.messageHandlers);
    } catch (error) {
      callback(error);
      return;
    }
    this.#starting = this.#start();
    callback();
  }

  /** Ends fetching, lets the batch in work finish, leaves the group. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#watch.stop();
    await this.#hints.flush();
    const isDone = await settlesWithin(this.#settings.closeTimeoutMs, this.#leave());
    this.#hints.stop();
    if (!isDone) this.#logger.warn('Closed before the batch in work was done; it will be done again.');
  }

  consumerStatus(): ConsumerStatus {
    return {
      isConnected: Date.now() - this.#lastContact < this.#settings.sessionTimeoutMs,
      partitions: this.#claims.all().map(partitionStatus),
      lastBatchAt: this.#lastBatchAt,
      fatal: this.#fatal,
    };
  }

  on(): void {
    throw new Error('Events of the consumer are given as callbacks in its options.');
  }

  unwrap<T>(): T {
    throw new Error('The driver stays inside.');
  }

  async #start(): Promise<void> {
    const { topics, partitionsConsumedConcurrently, watchIntervalMs, backoff } = this.#settings;
    for (let attempt = 1; !this.#isEnding(); attempt += 1) {
      try {
        await this.#admin.connect();
        await this.#consumer.connect();
        await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
        this.#watch.start(watchIntervalMs);
        await this.#consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently,
          eachBatch: (payload) => this.#take(payload),
        });
        return;
      } catch (error) {
        this.#logger.warn(`Can't consume ${topics.join(', ')} yet: ${asError(error).message}`, { error, attempt });
        await pause(backoffMs(backoff, attempt), this.#closing.signal);
      }
    }
  }

  async #leave(): Promise<void> {
    await Promise.all([this.#consumer.disconnect(), this.#starting]);
    await this.#consumer.disconnect();
    await this.#admin.disconnect();
  }

  /** Runs within the driver's own turn, before it can fetch anything for the new assignment. */
  #joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#heard();
    this.#claims.replace(assignment);
    this.#hints.clear();
    this.#consumer.resume(this.#consumer.paused());
    this.#watch.lookSoon();
    this._status$.next('connected');
  }

  #heard(): void {
    this.#lastContact = Date.now();
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const claim = this.#claims.find(payload.batch);
    if (!claim || claim.stopped || this.#isEnding() || payload.isStale()) return;
    claim.isWorking = true;
    try {
      if (await this.#withPatience(payload, () => this.#isInPlace(claim, payload))) {
        await this.#processAll(claim, payload);
      }
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
    } finally {
      claim.isWorking = false;
      if (this.#isEnding()) await this.#hints.flush();
    }
  }

  async #processAll(claim: Claim, payload: EachBatchPayload): Promise<void> {
    for (const batch of incomingBatches(payload.batch, this.#settings.batchMaxRecords)) {
      if (!payload.isRunning() || this.#isEnding() || !this.#claims.holds(claim)) return;
      await this.#withPatience(payload, () => this.#handle(batch));
      this.#lastBatchAt = new Date();
      // The driver keeps nothing for a partition that it lost meanwhile.
      if (!this.#claims.holds(claim)) return;
      this.#done(claim, batch, payload);
      await payload.heartbeat();
    }
  }

  #done(claim: Claim, { nextPosition, logEnd }: IncomingBatch, payload: EachBatchPayload): void {
    advance(claim, nextPosition, logEnd);
    payload.resolveOffset(String(nextPosition - 1n));
    this.#hints.note(claim, nextPosition, (offsets) => payload.commitOffsetsIfNecessary(offsets));
  }

  /** Whether the batch continues where the partition is; if not, it has been arranged what happens instead. */
  async #isInPlace(claim: Claim, { batch }: EachBatchPayload): Promise<boolean> {
    const { topic, partition } = claim;
    claim.next ??= await this.#progress.nextOffset(topic, partition);
    const from = fetchedFrom(batch);
    if (from === claim.next) return true;
    const log = rangeOf(await this.#admin.fetchTopicOffsets(topic), partition);
    if (!log) throw new Error(`${topic}[${partition}] is not among the topic's partitions.`);
    if (!this.#claims.holds(claim)) return false;
    const placed = placement({ from, expected: claim.next, log, soughtTo: claim.soughtTo });
    switch (placed.kind) {
      case 'take':
        return true;
      case 'seek':
        claim.soughtTo = placed.to;
        this.#consumer.seek({ topic, partition, offset: String(placed.to) });
        return false;
      case 'stop':
        this.#stopPartition(claim, new PartitionStopped(claim, placed.missing, { stored: claim.next ?? 0n, log }));
        return false;
    }
  }

  #withPatience<T>(payload: EachBatchPayload, work: () => Promise<T>): Promise<T> {
    const { topic, partition } = payload.batch;
    return persistently(work, {
      backoff: this.#settings.backoff,
      heartbeat: () => payload.heartbeat(),
      heartbeatMs: 1_000,
      isWanted: () => payload.isRunning() && !this.#isEnding(),
      signal: this.#closing.signal,
      onFailure: (error, attempt) => {
        const decision = this.#events.onFailure?.({ topic, partition, error, attempt }) ?? 'retry';
        if (decision === 'halt') this.#end(error);
        else this.#logger.warn(`Batch of ${topic}[${partition}] failed: ${error.message}`, { error, attempt });
        return decision;
      },
    });
  }

  #stopPartition(claim: Claim, stopped: PartitionStopped): void {
    claim.stopped = stopped;
    this.#consumer.pause([{ topic: claim.topic, partitions: [claim.partition] }]);
    this.#logger.error(stopped.message);
    this.#events.onPartitionStopped?.(stopped);
  }

  #resumePartition(claim: Claim): void {
    const { topic, partition } = claim;
    Object.assign(claim, { stopped: null, next: undefined, soughtTo: null });
    this.#consumer.resume([{ topic, partitions: [partition] }]);
    this.#logger.info(`${topic}[${partition}] goes on.`);
    this.#events.onPartitionResumed?.({ topic, partition });
  }

  #isEnding(): boolean {
    return this.#fatal !== null || this.#closing.signal.aborted;
  }

  #end(error: Error): void {
    if (this.#isEnding()) return;
    this.#fatal = error;
    this.#lastContact = 0;
    this.#watch.stop();
    this._status$.next('halted');
    this.#consumer.disconnect().catch((cause: unknown) => this.#logger.debug('Not disconnected.', { error: cause }));
    this.#events.onFatal?.(error);
  }
}
