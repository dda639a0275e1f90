import type { Progress } from '@app/processing';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Admin, Consumer } from 'kafkajs';
import { backoffMs } from '../backoff.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { asError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { pause, settlesWithin } from '../pause.ts';
import { AssignedPartitions } from './assigned-partitions.ts';
import { type BatchHandler, batchHandler } from './batch-handler.ts';
import { type PartitionStatus, partitionStatus } from './claims.ts';
import { groupConsumer } from './group-consumer.ts';
import { LogWatch } from './log-watch.ts';
import { OffsetHints } from './offset-hints.ts';
import { completeSettings, type CompleteSettings, type ConsumerEvents, type ConsumerSettings } from './options.ts';

export type ConsumerStatus = Readonly<{
  /** A member of the group whom Kafka has heard within the session timeout. */
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
  readonly #log: Logger;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #partitions: AssignedPartitions;
  readonly #hints: OffsetHints;
  readonly #watch: LogWatch;
  readonly #ending = new AbortController();
  #starting: Promise<void> = Promise.resolve();
  #heardAt = 0;
  #fatal: Error | null = null;

  constructor({ kafka, progress, settings, logger, events = {} }: KafkaBatchServerOptions) {
    super();
    this.#settings = completeSettings(settings);
    this.#events = events;
    this.#log = logger;
    this.#consumer = groupConsumer(kafka, this.#settings, {
      joined: (assignment) => this.#joined(assignment),
      heard: () => (this.#heardAt = Date.now()),
      lost: () => this.#lost(),
      crashed: (error) => this.#halt(error),
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

  /** Is done at once: the brokers are waited for in the background, and the status tells when they are there. */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.#starting = this.#start(batchHandler(this.messageHandlers));
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  /** Ends fetching, lets the batch in work finish, leaves the group. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#watch.stop();
    await this.#hints.flush();
    const isDone = await settlesWithin(this.#settings.closeTimeoutMs, this.#leave());
    this.#hints.stop();
    if (!isDone) this.#log.warn('Closed before the batch in work was done; it will be done again.');
  }

  consumerStatus(): ConsumerStatus {
    return {
      isConnected: Date.now() - this.#heardAt < this.#settings.sessionTimeoutMs,
      partitions: this.#partitions.claims.all().map(partitionStatus),
      lastBatchAt: this.#partitions.lastBatchAt,
      fatal: this.#fatal,
    };
  }

  on(): void {
    throw new Error('Events of the consumer are given as callbacks in its options.');
  }

  unwrap<T>(): T {
    throw new Error('The driver stays inside.');
  }

  async #start(handle: BatchHandler): Promise<void> {
    const { topics, backoff } = this.#settings;
    for (let attempt = 1; !this.#ending.signal.aborted; attempt += 1) {
      try {
        await this.#consume(handle);
        return;
      } catch (error) {
        this.#log.warn(`Can't consume ${topics.join(', ')} yet: ${asError(error).message}`, { error, attempt });
        await pause(backoffMs(backoff, attempt), this.#ending.signal);
      }
    }
  }

  async #consume(handle: BatchHandler): Promise<void> {
    const { topics, partitionsConsumedConcurrently, watchIntervalMs } = this.#settings;
    await this.#admin.connect();
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    this.#watch.start(watchIntervalMs);
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently,
      eachBatch: (payload) => this.#partitions.take(payload, handle),
    });
  }

  /** Disconnects a second time, since a start that was under way may have connected after the first. */
  async #leave(): Promise<void> {
    await Promise.all([this.#consumer.disconnect(), this.#starting]);
    await this.#consumer.disconnect();
    await this.#admin.disconnect();
  }

  #joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#heardAt = Date.now();
    this.#partitions.assign(assignment);
    this.#watch.lookSoon();
    this._status$.next('connected');
  }

  #lost(): void {
    this.#heardAt = 0;
    this._status$.next('disconnected');
  }

  #halt(error: Error): void {
    if (this.#ending.signal.aborted) return;
    this.#fatal = error;
    this.#ending.abort();
    this.#watch.stop();
    this.#lost();
    this.#consumer.disconnect().catch((cause: unknown) => this.#log.debug('Not disconnected.', { error: cause }));
    this.#events.onFatal?.(error);
  }
}
