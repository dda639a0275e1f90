import type { OutgoingRecord } from '@app/processing';
import { CompressionTypes, Partitioners, type Producer } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';
import { settlesWithin } from '../pause.ts';
import { message, sends, totalBytes } from './sends.ts';

export type SendLimits = Readonly<{ maxSendBytes: number; sendTimeoutMs: number }>;

/**
 * Sends in order, once each as far as the broker can tell. After a failure the producer is thrown away: the broker may
 * have what it did not acknowledge, and would take other records with the same sequence numbers for repeats of those.
 */
export class OrderedProducer {
  readonly #kafka: KafkaClient;
  readonly #limits: SendLimits;
  #producer: Producer | null = null;

  constructor(kafka: KafkaClient, limits: SendLimits) {
    this.#kafka = kafka;
    this.#limits = limits;
  }

  /** Resolves when all of them are acknowledged by all in-sync replicas. */
  async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    try {
      for (const run of sends(records, this.#limits.maxSendBytes)) {
        const sent = this.#sendRun(topic, run);
        if (!(await settlesWithin(this.#limits.sendTimeoutMs, sent))) {
          throw new Error(`${topic}: not acknowledged within ${this.#limits.sendTimeoutMs} ms.`);
        }
      }
    } catch (error) {
      // Not waited for: a broker that doesn't answer would hold up the store's transaction around this send.
      void this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.disconnect().catch(() => {});
  }

  async #sendRun(topic: string, run: readonly OutgoingRecord[]): Promise<void> {
    const producer = this.#producer ?? (await this.#connected());
    await producer.send({
      topic,
      acks: -1,
      timeout: this.#limits.sendTimeoutMs,
      compression: this.#compression(run),
      messages: run.map(message),
    });
  }

  /** The broker's limit counts compressed bytes: what came in compressed below it can be larger by itself. */
  #compression(run: readonly OutgoingRecord[]): CompressionTypes {
    return totalBytes(run) > this.#limits.maxSendBytes ? CompressionTypes.GZIP : CompressionTypes.None;
  }

  async #connected(): Promise<Producer> {
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    this.#producer = producer;
    await producer.connect();
    return producer;
  }
}
