import { settlesWithin } from '@app/platform';
import { CompressionTypes } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';
import type { KeyedRecord } from './keyed-record.ts';
import { runs, totalBytes } from './runs.ts';
import { WholeProducer } from './whole-producer.ts';

export type SendLimits = Readonly<{ maxSendBytes: number; sendTimeoutMs: number }>;

/**
 * Sends records in order, each once as far as the broker can tell. After a failure the producer is discarded, because
 * the broker may have stored what it did not acknowledge, and would take other records with the same sequence numbers
 * for repeats.
 */
export class OrderedProducer {
  readonly #kafka: KafkaClient;
  readonly #limits: SendLimits;
  #producer: WholeProducer | null = null;

  constructor(kafka: KafkaClient, limits: SendLimits) {
    this.#kafka = kafka;
    this.#limits = limits;
  }

  /** Resolves once all in-sync replicas have acknowledged all of the records. */
  async send(topic: string, records: readonly KeyedRecord[]): Promise<void> {
    try {
      for (const run of runs(records, this.#limits.maxSendBytes)) {
        const sent = this.#sendRun(topic, run);
        if (!(await settlesWithin(this.#limits.sendTimeoutMs, sent))) {
          throw new Error(`${topic} did not acknowledge a send within ${this.#limits.sendTimeoutMs} ms.`);
        }
      }
    } catch (error) {
      // Not awaited, because a broker that does not answer would hold up the store's transaction around this send.
      void this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.disconnect().catch(() => {});
  }

  async #sendRun(topic: string, run: readonly KeyedRecord[]): Promise<void> {
    const producer = this.#producer ?? (await this.#connected());
    await producer.send({
      topic,
      timeout: this.#limits.sendTimeoutMs,
      compression: this.#compression(run),
      messages: run,
    });
  }

  /** The broker's limit counts compressed bytes, so a record that came in compressed can exceed it uncompressed. */
  #compression(run: readonly KeyedRecord[]): CompressionTypes {
    return totalBytes(run) > this.#limits.maxSendBytes ? CompressionTypes.GZIP : CompressionTypes.None;
  }

  async #connected(): Promise<WholeProducer> {
    const producer = WholeProducer.of(this.#kafka, { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 });
    this.#producer = producer;
    await producer.connect();
    return producer;
  }
}
