import { Partitioners, type Producer } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';

export type NewRecord = Readonly<{ key: string | null; value: string }>;

/** Sends records as a billing system would: keyed, in order, acknowledged by all in-sync replicas. */
export class RecordSender {
  readonly #producer: Producer;

  private constructor(producer: Producer) {
    this.#producer = producer;
  }

  static async connect(kafka: KafkaClient): Promise<RecordSender> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return new RecordSender(producer);
  }

  /** Resolves once all of the records are acknowledged. */
  async send(topic: string, records: readonly NewRecord[]): Promise<void> {
    await this.#producer.send({ topic, acks: -1, messages: [...records] });
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}
