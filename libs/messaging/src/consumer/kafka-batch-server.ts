import { type Logger, messageOf, settlesWithin } from '@app/platform';
import type { Progress } from '@app/processing';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Admin, Consumer } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';
import { AssignedPartitions } from './assigned-partitions.ts';
import { type PartitionStatus, partitionStatus } from './assignment.ts';
import { type BatchHandler, batchHandler } from './batch-handler.ts';
import {
  completeSettings,
  type CompleteSettings,
  type ConsumerEvents,
  type ConsumerSettings,
} from './consumer-options.ts';
import { groupConsumer } from './group-consumer.ts';
import { LastingRun } from './lasting-run.ts';
import { LogWatch } from './log-watch.ts';
import { OffsetHints } from './offset-hints.ts';
import { seeLogEnds } from './see-log-ends.ts';

export type ConsumerStatus = Readonly<{
  /** Whether we are a member of the group and Kafka has answered a heartbeat within the session timeout. */
  isConnected: boolean;
  /** The last error that keeps us out of the group. Null once we are a member again. */
  lost: Error | null;
  partitions: readonly PartitionStatus[];
  /** When the last batch was applied. Null: none yet. */
  lastBatchAt: Date | null;
  /** Why consuming has ended for good. Null while it has not. */
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
 * Nest's transport for batches. It hands the partitions of the input topics, each in order and several at once, to the
 * one `@OnBatch()` method. A batch that fails is retried and never skipped. `Progress` says where a partition
 * continues.
 */
export class KafkaBatchServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  readonly #settings: CompleteSettings;
  readonly #events: ConsumerEvents;
  readonly #log: Logger;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #progress: Progress;
  readonly #partitions: AssignedPartitions;
  readonly #hints: OffsetHints;
  readonly #watch: LogWatch;
  readonly #ending = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #run: LastingRun | null = null;
  #heardAt = 0;
  #lost: Error | null = null;
  #fatal: Error | null = null;

  constructor({ kafka, progress, settings, logger, events = {} }: KafkaBatchServerOptions) {
    super();
    this.#settings = completeSettings(settings);
    this.#events = events;
    this.#log = logger;
    this.#progress = progress;
    this.#consumer = groupConsumer(kafka, this.#settings, {
      joined: (assignment) => this.#joined(assignment),
      heard: () => this.#heard(),
      passedOver: (of) => this.#partitions.passOver(of),
      crashed: (error) => this.#run?.ended(error),
    });
    this.#admin = kafka.admin({ retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 } });
    this.#hints = new OffsetHints(this.#settings.hintIntervalMs, logger);
    this.#partitions = new AssignedPartitions({
      settings: this.#settings,
      events,
      progress,
      consumer: this.#consumer,
      admin: this.#admin,
      hints: this.#hints,
      logger,
      ending: this.#ending.signal,
      halt: (error) => this.#halt(error),
    });
    this.#watch = new LogWatch({ admin: this.#admin, progress, partitions: this.#partitions, logger });
  }

  /** Returns at once. The connection is made in the background, and the status reports when it is there. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.#running = this.#start(batchHandler(this.messageHandlers));
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  /** Ends fetching, waits for the current batch, leaves the group. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#watch.stop();
    await this.#hints.flush();
    const isDone = await settlesWithin(this.#settings.closeTimeoutMs, this.#leave());
    this.#hints.stop();
    if (!isDone)
      this.#log.warn('The consumer closed before its batch in work was committed. The batch will be fetched again.');
  }

  consumerStatus(): ConsumerStatus {
    return {
      isConnected: Date.now() - this.#heardAt < this.#settings.sessionTimeoutMs,
      partitions: this.#partitions.assignment.all().map(partitionStatus),
      lost: this.#lost,
      lastBatchAt: this.#partitions.lastBatchAt,
      fatal: this.#fatal,
    };
  }

  on(): void {
    throw new Error('Pass callbacks in the options instead: KafkaBatchServer has no events of its own.');
  }

  unwrap<T>(): T {
    throw new Error('KafkaBatchServer does not expose its driver.');
  }

  #start(handle: BatchHandler): Promise<void> {
    this.#watch.start(this.#settings.watchIntervalMs);
    this.#run = new LastingRun({
      start: () => this.#consume(handle),
      waitMs: this.#settings.waitMs,
      onFailure: (error, attempt) => this.#left(error, attempt),
      signal: this.#ending.signal,
    });
    return this.#run.last();
  }

  async #consume(handle: BatchHandler): Promise<void> {
    const { topics, partitionsConsumedConcurrently } = this.#settings;
    // Whatever is left of a run that has failed: the driver subscribes only while it does not run.
    await this.#consumer.stop();
    await this.#admin.connect();
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    // Before the first batch: what is in the log now is a load, whose half nobody should take for the whole.
    for (const topic of topics) await seeLogEnds(this.#admin, this.#progress, topic);
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently,
      eachBatch: (payload) => this.#partitions.process(payload, handle),
    });
  }

  /** Disconnects a second time, because a start that was under way may have connected after the first. */
  async #leave(): Promise<void> {
    await Promise.all([this.#consumer.disconnect(), this.#running]);
    await this.#consumer.disconnect();
    await this.#admin.disconnect();
  }

  #joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#heardAt = Date.now();
    this.#lost = null;
    this.#partitions.assign(assignment);
    this.#watch.lookSoon();
    this._status$.next('connected');
  }

  /** Only now, not when it joins, is the next failure the first one again: joining at once each time holds up the group. */
  #heard(): void {
    this.#heardAt = Date.now();
    this.#run?.works();
  }

  /** The partitions are no longer ours, so their state says nothing about now. */
  #left(error: Error, attempt: number): 'retry' | 'halt' {
    this.#heardAt = 0;
    this.#lost = error;
    this.#partitions.assignment.replace({});
    this._status$.next('disconnected');
    const decision = this.#events.onLost?.(error) ?? 'retry';
    if (decision === 'halt') this.#halt(error);
    else this.#log.warn({ err: error, attempt }, `Not in the consumer group: ${messageOf(error)}`);
    return decision;
  }

  #halt(error: Error): void {
    if (this.#ending.signal.aborted) return;
    this.#fatal = error;
    this.#ending.abort();
    this.#watch.stop();
    this.#heardAt = 0;
    this._status$.next('disconnected');
    this.#consumer
      .disconnect()
      .catch((error: unknown) => this.#log.debug({ err: error }, 'The consumer was not disconnected.'));
    this.#events.onFatal?.(error);
  }
}
