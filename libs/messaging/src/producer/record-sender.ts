import type { KafkaClient } from '../client/kafka-client.ts';
import { WholeProducer } from './whole-producer.ts';

export type NewRecord = Readonly<{ key: string | null; value: string }>;

/** Sends records as a billing system would: keyed, in order, acknowledged by all in-sync replicas. */
export class RecordSender {
  readonly #producer: WholeProducer;

  private constructor(producer: WholeProducer) {
    this.#producer = producer;
  }

  static async connect(kafka: KafkaClient): Promise<RecordSender> {
    const producer = WholeProducer.of(kafka);
    await producer.connect();
    return new RecordSender(producer);
  }

  /** Resolves once all of the records are acknowledged. */
  async send(topic: string, records: readonly NewRecord[]): Promise<void> {
    await this.#producer.send({ topic, messages: records });
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}
