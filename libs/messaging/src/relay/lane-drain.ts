import { asError, traceparentsIn, type Tracing, type WaitMs } from '@app/platform';
import type { Outbox, OutgoingRecord } from '@app/processing';
import type { KafkaClient } from '../client/kafka-client.ts';
import { OrderedProducer, type SendLimits } from '../producer/ordered-producer.ts';
import { sequenced } from './sequenced.ts';

export type LaneFailure = Readonly<{ topic: string; error: Error; failures: number; retryInMs: number }>;

export type LaneOptions = Readonly<{
  kafka: KafkaClient;
  outbox: Outbox;
  limits: SendLimits;
  batchRecords: number;
  waitMs: WaitMs;
  tracing: Tracing;
  onPublished(topic: string, count: number): void;
  onFailure(failure: LaneFailure): void;
}>;

/** Publishes the records of one topic. Its failures and waits are its own, so no topic holds up another. */
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

  /** Starts publishing, unless it is already publishing or waiting after a failure. */
  wake(): void {
    if (this.#work || this.#isStopped || Date.now() < this.#notBefore) return;
    this.#work = this.#drain().finally(() => (this.#work = null));
  }

  /** Lets the pending send finish. */
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

  /** How many records were published. Null: the send failed, or another relay holds the lane. */
  async #publish(limit: number): Promise<number | null> {
    const { outbox, onPublished, batchRecords } = this.#options;
    try {
      const count = await outbox.publishNext(this.topic, limit, (records) => this.#send(records));
      this.#failures = 0;
      this.#limit = Math.min(batchRecords, limit * 2);
      if (count) onPublished(this.topic, count);
      return count;
    } catch (error) {
      this.#fail(asError(error));
      return null;
    }
  }

  #send(records: readonly OutgoingRecord[]): Promise<void> {
    const { topic } = this;
    const said = () => ({ 'messaging.destination.name': topic, 'messaging.batch.message_count': records.length });
    const of = { name: `publish ${topic}`, about: () => traceparentsIn(records), said };
    return this.#options.tracing.span(of, () => this.#producer.send(topic, records.map(sequenced)));
  }

  /** Continues with single records, so those before a record that the broker refuses are published and marked. */
  #fail(error: Error): void {
    this.#failures += 1;
    this.#limit = 1;
    const retryInMs = this.#options.waitMs(this.#failures);
    this.#notBefore = Date.now() + retryInMs;
    this.#options.onFailure({ topic: this.topic, error, failures: this.#failures, retryInMs });
  }
}
