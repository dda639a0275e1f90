import { type Message, Partitioners, type Producer, type ProducerConfig, type RecordMetadata } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';

type Sending = Readonly<{
  topic: string;
  messages: readonly Message[];
}> &
  Omit<Parameters<Producer['send']>[0], 'topic' | 'messages' | 'acks'>;

/** The brokers have acknowledged some records of a send, and the driver has kept the others back. */
export class PartlySentError extends Error {
  override readonly name = 'PartlySentError';

  constructor(topic: string, partitions: readonly number[]) {
    super(`${topic}: the records of partitions ${partitions.join(', ')} were not sent, because their leader moved.`);
  }
}

/**
 * An idempotent producer that never takes a part of a send for the whole.
 *
 * kafkajs 2.2.4 repeats a send only at brokers that have not acknowledged their part of it. If a partition moves from a
 * broker that failed to one that has, its records are never sent, and the send resolves all the same. So the partition
 * of each record is kept, and a send fails unless all of its partitions are acknowledged.
 */
export class WholeProducer {
  readonly #producer: Producer;
  readonly #partitions: WeakMap<Message, number>;

  private constructor(producer: Producer, partitions: WeakMap<Message, number>) {
    this.#producer = producer;
    this.#partitions = partitions;
  }

  /** Not connected yet. `retry` says how often the driver repeats what fails; its default is 5 times. */
  static of(kafka: Pick<KafkaClient, 'producer'>, retry: ProducerConfig['retry'] = {}): WholeProducer {
    const partitions = new WeakMap<Message, number>();
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => {
        const partitionOf = Partitioners.DefaultPartitioner();
        // A record without a key would go to another partition each time that it is asked for.
        return (of) => {
          const partition = partitions.get(of.message) ?? partitionOf(of);
          partitions.set(of.message, partition);
          return partition;
        };
      },
      retry,
    });
    return new WholeProducer(producer, partitions);
  }

  connect(): Promise<void> {
    return this.#producer.connect();
  }

  disconnect(): Promise<void> {
    return this.#producer.disconnect();
  }

  /** Resolves once all in-sync replicas have acknowledged all of the records. Rejects with `PartlySentError` if the driver has left some out. */
  async send({ topic, messages, ...how }: Sending): Promise<void> {
    // Copies, because the same record may be sent again.
    const sent = messages.map((message) => ({ ...message }));
    const acknowledged = await this.#producer.send({ ...how, topic, acks: -1, messages: sent });
    const left = this.#leftOut(sent, acknowledged);
    if (left.length > 0) throw new PartlySentError(topic, left);
  }

  #leftOut(sent: readonly Message[], acknowledged: readonly RecordMetadata[]): readonly number[] {
    const reached = new Set(acknowledged.map(({ partition }) => partition));
    const meant = new Set(sent.flatMap((message) => this.#partitions.get(message) ?? []));
    return [...meant].filter((partition) => !reached.has(partition)).toSorted((a, b) => a - b);
  }
}
