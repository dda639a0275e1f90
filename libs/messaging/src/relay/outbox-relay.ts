import {
  backoff,
  type Logger,
  messageOf,
  NO_TRACING,
  NudgedPause,
  settlesWithin,
  type Tracing,
  type WaitMs,
} from '@app/platform';
import type { Outbox } from '@app/processing';
import type { KafkaClient } from '../client/kafka-client.ts';
import { LaneDrain, type LaneFailure, type LaneOptions } from './lane-drain.ts';

export { type LaneFailure } from './lane-drain.ts';

export type RelayOptions = Readonly<{
  outbox: Outbox;
  kafka: KafkaClient;
  logger: Logger;
  /** The first wait for the next look for topics with records, doubling up to `idleIntervalMs`. Default 200. */
  intervalMs?: number;
  /**
   * The longest wait. Default 2,000, so records that another process wrote are published without a nudge. A topic that is
   * being published goes on by itself.
   */
  idleIntervalMs?: number;
  /** How many records are read and marked at once. Default 500. */
  batchRecords?: number;
  /** The most bytes in a send of more than one record. Default 512 KiB. */
  maxSendBytes?: number;
  /** A send without an acknowledgement fails after this time. Default 10,000. */
  sendTimeoutMs?: number;
  /** The wait after a failure, for each lane by itself. Default: 200 ms, doubling up to 10 s. */
  waitMs?: WaitMs;
  /** How long `stop` waits for pending sends. Default 5,000. */
  stopTimeoutMs?: number;
  /** Makes a span of each send. */
  tracing?: Tracing;
  onPublished?(topic: string, count: number): void;
  onLaneFailure?(failure: LaneFailure): void;
}>;

/** Publishes the records of the outbox, each topic by itself and in the order of their numbers, until it is stopped. */
export class OutboxRelay {
  readonly #options: RelayOptions;
  readonly #waitMs: WaitMs;
  readonly #lanes = new Map<string, LaneDrain>();
  readonly #stopping = new AbortController();
  readonly #pause = new NudgedPause();
  #loop: Promise<void> | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#waitMs = options.waitMs ?? backoff({ firstMs: 200, maxMs: 10_000 });
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Publishes at once, because this program has written records: of one topic, or of some that are to be looked for. */
  nudge(topic?: string): void {
    if (this.#stopping.signal.aborted) return;
    if (topic === undefined) this.#pause.nudge();
    else this.#lane(topic).nudge();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#pause.nudge();
    const lanes = [...this.#lanes.values()].map((lane) => lane.stop());
    const isDone = await settlesWithin(this.#options.stopTimeoutMs ?? 5_000, Promise.all([this.#loop, ...lanes]));
    if (!isDone) this.#options.logger.warn('The relay stopped before a send was acknowledged. It will be sent again.');
  }

  async #run(): Promise<void> {
    const { intervalMs = 200, idleIntervalMs = 2_000 } = this.#options;
    let failures = 0;
    for (let waitMs = intervalMs; !this.#stopping.signal.aborted;) {
      failures = (await this.#wakeLanes()) ? 0 : failures + 1;
      await this.#pause.wait(failures === 0 ? waitMs : this.#waitMs(failures));
      waitMs = Math.min(waitMs * 2, Math.max(intervalMs, idleIntervalMs));
    }
  }

  /** Wakes every topic that has records. Returns false if the outbox could not be read. */
  async #wakeLanes(): Promise<boolean> {
    try {
      const topics = await this.#options.outbox.topics();
      for (const topic of topics) {
        if (!this.#stopping.signal.aborted) this.#lane(topic).wake();
      }
      return true;
    } catch (error) {
      this.#options.logger.warn({ err: error }, `The outbox was not read: ${messageOf(error)}`);
      return false;
    }
  }

  #lane(topic: string): LaneDrain {
    const existing = this.#lanes.get(topic);
    if (existing) return existing;
    const lane = new LaneDrain(topic, this.#laneOptions());
    this.#lanes.set(topic, lane);
    return lane;
  }

  #laneOptions(): LaneOptions {
    const {
      kafka,
      outbox,
      logger,
      batchRecords = 500,
      maxSendBytes = 512 << 10,
      sendTimeoutMs = 10_000,
    } = this.#options;
    return {
      kafka,
      outbox,
      limits: { maxSendBytes, sendTimeoutMs },
      batchRecords,
      waitMs: this.#waitMs,
      tracing: this.#options.tracing ?? NO_TRACING,
      onPublished: (topic, count) => this.#options.onPublished?.(topic, count),
      onFailure: (failure) => {
        const { topic, error, failures, retryInMs } = failure;
        logger.warn({ err: error, failures, retryInMs }, `Records for ${topic} were not published: ${error.message}`);
        this.#options.onLaneFailure?.(failure);
      },
    };
  }
}
