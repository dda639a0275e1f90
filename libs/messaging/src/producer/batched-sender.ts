import { backoff, type Logger, messageOf, settlesWithin } from '@app/platform';
import type { KafkaClient } from '../client/kafka-client.ts';
import type { KeyedRecord } from './keyed-record.ts';
import { OrderedProducer } from './ordered-producer.ts';
import { sizeOf } from './runs.ts';
import { NotAcknowledgedError, SendQueue } from './send-queue.ts';

export type BatchedSenderOptions = Readonly<{
  kafka: KafkaClient;
  logger: Logger;
  /** The most bytes of records that wait for their acknowledgement. Further ones are refused at once. */
  maxWaitingBytes: number;
  /** How long records are collected before a send. Default 5. */
  lingerMs?: number;
  /** The most bytes in a send of more than one record. Default 512 KiB. */
  maxSendBytes?: number;
  /** A send without an acknowledgement fails after this time. Default 10,000. */
  sendTimeoutMs?: number;
}>;

/** The producers only say good-bye. */
const CLOSE_PRODUCERS_MS = 500;

type Lane = Readonly<{ queue: SendQueue; producer: OrderedProducer }>;

/**
 * Sends single records that many callers bring at the same time, in batches. Each topic is a lane with a producer of its
 * own, so one that is missing or forbidden holds up no other.
 */
export class BatchedSender {
  readonly #options: BatchedSenderOptions;
  readonly #lanes = new Map<string, Lane>();
  #waitingBytes = 0;

  constructor(options: BatchedSenderOptions) {
    this.#options = options;
  }

  /** The bytes of the records that wait for their acknowledgement. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /**
   * Resolves once all in-sync replicas have acknowledged the record. Rejects with `NotAcknowledgedError` after `withinMs`
   * at the latest; the record may be stored all the same.
   */
  async send(topic: string, record: KeyedRecord, withinMs: number): Promise<void> {
    const bytes = sizeOf(record);
    if (this.#waitingBytes + bytes > this.#options.maxWaitingBytes)
      throw new NotAcknowledgedError('too many records wait for the brokers');
    this.#waitingBytes += bytes;
    try {
      await this.#lane(topic).queue.add(record, withinMs);
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  /** Sends what is left, for a while. What is not acknowledged by then is refused. */
  async close(withinMs: number): Promise<void> {
    const lanes = [...this.#lanes.values()];
    await settlesWithin(withinMs, Promise.all(lanes.map(({ queue }) => queue.close())));
    for (const { queue } of lanes) queue.abandon();
    await settlesWithin(CLOSE_PRODUCERS_MS, Promise.all(lanes.map(({ producer }) => producer.close())));
  }

  #lane(topic: string): Lane {
    const lane = this.#lanes.get(topic) ?? this.#opened(topic);
    this.#lanes.set(topic, lane);
    return lane;
  }

  #opened(topic: string): Lane {
    const { kafka, logger, lingerMs = 5, maxSendBytes = 512 << 10, sendTimeoutMs = 10_000 } = this.#options;
    const producer = new OrderedProducer(kafka, { maxSendBytes, sendTimeoutMs });
    const queue = new SendQueue({
      produce: (records) => producer.send(topic, records),
      lingerMs,
      maxSendBytes,
      waitMs: backoff({ firstMs: 50, maxMs: 1_000 }),
      onFailure: (error) =>
        logger.warn({ err: error, topic }, `Records for ${topic} were not sent: ${messageOf(error)}`),
    });
    return { queue, producer };
  }
}
