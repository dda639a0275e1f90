import type { Outbox } from '@app/processing';
import { type Backoff, backoffMs } from '../backoff.ts';
import { asError } from '../errors.ts';
import { OrderedProducer, type SendLimits } from './ordered-producer.ts';
import type { KafkaClient } from '../client/kafka-client.ts';

export type LaneFailure = Readonly<{ topic: string; error: Error; failures: number; retryInMs: number }>;

export type LaneOptions = Readonly<{
  kafka: KafkaClient;
  outbox: Outbox;
  limits: SendLimits;
  batchRecords: number;
  backoff: Backoff;
  onPublished(topic: string, count: number): void;
  onFailure(failure: LaneFailure): void;
}>;

/** Publishes the records of one topic, with failures and waits of its own: no topic holds up another. */
export class LaneDrain {
  readonly topic: string;
  readonly #options: LaneOptions;
  readonly #producer: OrderedProducer;
  #limit: number;
  #failures = 0;
  #notBefore = 0;
  #work: Promise<void> | null = null;
  #isStopped = false;

  constructor(topic: string, options: LaneOptions) {
    this.topic = topic;
    this.#options = options;
    this.#limit = options.batchRecords;
    this.#producer = new OrderedProducer(options.kafka, options.limits);
  }

  /** Starts publishing unless it does already or waits after a failure. */
  wake(): void {
    if (this.#work || this.#isStopped || Date.now() < this.#notBefore) return;
    this.#work = this.#drain().finally(() => (this.#work = null));
  }

  /** Lets the send in work finish. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
    await this.#producer.close();
  }

  async #drain(): Promise<void> {
    while (!this.#isStopped) {
      const limit = this.#limit;
      const count = await this.#publish(limit);
      if (count === null || count < limit) return;
    }
  }

  /** How many were published; null where another relay holds the lane or it failed. */
  async #publish(limit: number): Promise<number | null> {
    const { outbox, onPublished, batchRecords } = this.#options;
    try {
      const count = await outbox.publishNext(this.topic, limit, (records) => this.#producer.send(this.topic, records));
      this.#failures = 0;
      this.#limit = Math.min(batchRecords, limit * 2);
      if (count) onPublished(this.topic, count);
      return count;
    } catch (error) {
      this.#fail(asError(error));
      return null;
    }
  }

  /** Goes on one by one: a record that the broker refuses keeps none before it from being published and marked. */
  #fail(error: Error): void {
    this.#failures += 1;
    this.#limit = 1;
    const retryInMs = backoffMs(this.#options.backoff, this.#failures);
    this.#notBefore = Date.now() + retryInMs;
    this.#options.onFailure({ topic: this.topic, error, failures: this.#failures, retryInMs });
  }
}
