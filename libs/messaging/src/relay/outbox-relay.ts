import type { Outbox } from '@app/processing';
import { type Backoff, backoffMs } from '../backoff.ts';
import type { KafkaClient } from '../client/kafka-client.ts';
import { asError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { pause, settlesWithin } from '../pause.ts';
import { LaneDrain, type LaneFailure, type LaneOptions } from './lane-drain.ts';

export { type LaneFailure } from './lane-drain.ts';

export type RelayOptions = Readonly<{
  outbox: Outbox;
  kafka: KafkaClient;
  logger: Logger;
  /** How often the outbox is looked at without a nudge. Default 200, doubling up to `idleIntervalMs` while it is empty. */
  intervalMs?: number;
  /** How often at least. Default 2,000: what others leave behind without a nudge is published too. */
  idleIntervalMs?: number;
  /** How many records are taken at once. Default 500. */
  batchRecords?: number;
  /** How much is sent at once, as long as it is more than one record. Default 512 KiB. */
  maxSendBytes?: number;
  /** After how long without an acknowledgement a send has failed. Default 10,000. */
  sendTimeoutMs?: number;
  /** After a failure, for each lane alone. Default 200 ms doubling up to 10 s. */
  backoff?: Backoff;
  /** How long `stop` waits for the sends in work. Default 5,000. */
  stopTimeoutMs?: number;
  onPublished?(topic: string, count: number): void;
  onLaneFailure?(failure: LaneFailure): void;
}>;

/** Publishes what the outbox holds, each topic by itself and in the order of the numbers. Runs until it is stopped. */
export class OutboxRelay {
  readonly #options: RelayOptions;
  readonly #backoff: Backoff;
  readonly #lanes = new Map<string, LaneDrain>();
  readonly #stopping = new AbortController();
  #waiting = new AbortController();
  #isNudged = false;
  #loop: Promise<void> | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? { firstMs: 200, maxMs: 10_000 };
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Looks at the outbox at once: there is something new in it. */
  nudge(): void {
    this.#isNudged = true;
    this.#waiting.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.abort();
    const lanes = [...this.#lanes.values()].map((lane) => lane.stop());
    const isDone = await settlesWithin(this.#options.stopTimeoutMs ?? 5_000, Promise.all([this.#loop, ...lanes]));
    if (!isDone) this.#options.logger.warn('Stopped before a send was acknowledged; it will be sent again.');
  }

  async #run(): Promise<void> {
    const { intervalMs = 200, idleIntervalMs = 2_000 } = this.#options;
    const idle: Backoff = { firstMs: intervalMs, maxMs: Math.max(intervalMs, idleIntervalMs) };
    let failures = 0;
    let empty = 0;
    while (!this.#stopping.signal.aborted) {
      const topics = await this.#wakeLanes();
      failures = topics === null ? failures + 1 : 0;
      empty = topics === 0 ? empty + 1 : 0;
      await this.#wait(failures === 0 ? backoffMs(idle, empty + 1) : backoffMs(this.#backoff, failures));
    }
  }

  /** How many topics have something to be published; null where the outbox could not be read. */
  async #wakeLanes(): Promise<number | null> {
    try {
      const topics = await this.#options.outbox.topics();
      for (const topic of topics) {
        if (!this.#stopping.signal.aborted) this.#lane(topic).wake();
      }
      return topics.length;
    } catch (error) {
      this.#options.logger.warn(`Outbox not read: ${asError(error).message}`, { error });
      return null;
    }
  }

  #lane(topic: string): LaneDrain {
    const known = this.#lanes.get(topic);
    if (known) return known;
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
      backoff: this.#backoff,
      onPublished: (topic, count) => this.#options.onPublished?.(topic, count),
      onFailure: (failure) => {
        const { topic, error, failures, retryInMs } = failure;
        logger.warn(`Not published to ${topic}: ${error.message}`, { error, failures, retryInMs });
        this.#options.onLaneFailure?.(failure);
      },
    };
  }

  async #wait(ms: number): Promise<void> {
    if (!this.#isNudged) await pause(ms, this.#waiting.signal);
    this.#isNudged = false;
    this.#waiting = new AbortController();
  }
}
