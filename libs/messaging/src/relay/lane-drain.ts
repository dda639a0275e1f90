import { asError, pause, traceparentsIn, type Tracing, type WaitMs } from '@app/platform';
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

/**
 * After records that did not fill a batch the lane gathers the next ones for so long. A look into the outbox and a
 * transaction cost the same for one record as for hundreds, and folds bring a few after the other.
 */
const GATHER_MS = 300;

/** Publishes the records of one topic. Its failures and waits are its own, so no topic holds up another. */
export class LaneDrain {
  readonly topic: string;
  readonly #options: LaneOptions;
  readonly #producer: OrderedProducer;
  readonly #stopping = new AbortController();
  #limit: number;
  #failures = 0;
  /** Whether records may wait that the last look into the outbox did not see. */
  #hasMore = false;
  #work: Promise<void> | null = null;

  constructor(topic: string, options: LaneOptions) {
    this.topic = topic;
    this.#options = options;
    this.#limit = options.batchRecords;
    this.#producer = new OrderedProducer(options.kafka, options.limits);
  }

  /** Starts publishing, unless it is at it. */
  wake(): void {
    if (this.#stopping.signal.aborted) return;
    this.#work ??= this.#drain().finally(() => {
      this.#work = null;
      // A nudge may have come after the last look at it.
      if (this.#hasMore) this.wake();
    });
  }

  /** Starts publishing, or goes on with it, because this program has written records of the topic. */
  nudge(): void {
    this.#hasMore = true;
    this.wake();
  }

  /** Lets the pending send finish. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#work;
    await this.#producer.close();
  }

  async #drain(): Promise<void> {
    const { signal } = this.#stopping;
    do {
      const restMs = await this.#publish();
      if (restMs > 0) await pause(restMs, signal);
    } while (this.#hasMore && !signal.aborted);
  }

  /** Publishes what waits, up to the limit. Returns how long to rest before the next look into the outbox. */
  async #publish(): Promise<number> {
    const { outbox, onPublished, batchRecords } = this.#options;
    const [limit, isNudged] = [this.#limit, this.#hasMore];
    this.#hasMore = false;
    try {
      const count = await outbox.publishNext(this.topic, limit, (records) => this.#send(records));
      this.#failures = 0;
      this.#limit = Math.min(batchRecords, limit * 2);
      if (count) onPublished(this.topic, count);
      // Another relay that holds the lane may have looked before our records were there.
      this.#hasMore ||= count === limit || (count === null && isNudged);
      return count === limit ? 0 : GATHER_MS;
    } catch (error) {
      return this.#fail(asError(error));
    }
  }

  #send(records: readonly OutgoingRecord[]): Promise<void> {
    const { topic } = this;
    const said = () => ({ 'messaging.destination.name': topic, 'messaging.batch.message_count': records.length });
    const of = { name: `publish ${topic}`, about: () => traceparentsIn(records), said };
    return this.#options.tracing.span(of, () => this.#producer.send(topic, records.map(sequenced)));
  }

  /** Continues with single records, so those before a record that the broker refuses are published and marked. */
  #fail(error: Error): number {
    this.#failures += 1;
    this.#limit = 1;
    this.#hasMore = true;
    const retryInMs = this.#options.waitMs(this.#failures);
    this.#options.onFailure({ topic: this.topic, error, failures: this.#failures, retryInMs });
    return retryInMs;
  }
}
