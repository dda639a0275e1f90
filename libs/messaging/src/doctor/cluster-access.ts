import { createRequire } from 'node:module';
import type { KafkaClient } from '../client/kafka-client.ts';

/** A reader of the protocol's types, of the driver. */
export type Decoder = Readonly<{
  readInt16: () => number;
  readInt32: () => number;
  readString: () => string;
  readBoolean: () => boolean;
  readBytes: () => Buffer | null;
  readArray: <T>(read: (decoder: Decoder) => T) => T[];
}>;

type Encoder = Readonly<{
  writeArray: (values: readonly string[]) => Encoder;
  writeString: (value: string) => Encoder;
  writeInt32: (value: number) => Encoder;
  writeBoolean: (value: boolean) => Encoder;
}>;

const required = createRequire(import.meta.url);
const { Encoder, Decoder } = {
  Encoder: required('kafkajs/src/protocol/encoder') as new () => Encoder,
  Decoder: required('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => Decoder,
};

/** A request that the driver does not have, in a version that it does not know. */
export type RawRequest<T> = Readonly<{
  apiKey: number;
  apiVersion: number;
  apiName: string;
  encode: (encoder: Encoder) => Encoder;
  decode: (decoder: Decoder) => T;
}>;

type Sent = Readonly<{ request: object; response: object }>;

export type FetchedRecord = Readonly<{
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Readonly<Record<string, Buffer | string | undefined>>;
}>;

type FetchRequest = Readonly<{
  isolationLevel: number;
  maxWaitTime: number;
  minBytes: number;
  maxBytes: number;
  rackId: string;
  topics: readonly Readonly<{
    topic: string;
    partitions: readonly Readonly<{ partition: number; fetchOffset: string; maxBytes: number }>[];
  }>[];
}>;

type Fetched = Readonly<{
  responses: readonly Readonly<{ partitions: readonly Readonly<{ messages: readonly FetchedRecord[] }>[] }>[];
}>;

type Broker = Readonly<{
  connectionPool: Readonly<{ send: (request: Sent) => Promise<unknown> }>;
  fetch: (request: FetchRequest) => Promise<Fetched>;
}>;

/** The parts of the driver's cluster that are used here. */
type Cluster = Readonly<{
  connect: () => Promise<void>;
  disconnect: () => Promise<void>;
  refreshMetadata: () => Promise<void>;
  findBroker: (of: Readonly<{ nodeId: number }>) => Promise<Broker>;
  findControllerBroker: () => Promise<Broker>;
  findGroupCoordinator: (of: Readonly<{ groupId: string }>) => Promise<Broker>;
}>;

/** The driver makes clusters for its own clients only, under a private symbol. */
const clusterOf = (kafka: KafkaClient): Cluster => {
  const symbol = Object.getOwnPropertySymbols(kafka).find(({ description }) => description?.endsWith('createCluster'));
  if (symbol === undefined) throw new Error('this version of kafkajs makes no clusters');
  const create = Reflect.get(kafka, symbol) as (options: object) => Cluster;
  return create({ metadataMaxAge: 300_000, allowAutoTopicCreation: false });
};

const sent = <T>({ encode, decode, ...head }: RawRequest<T>): Sent => ({
  request: { ...head, encode: async () => encode(new Encoder()) },
  response: { decode: async (bytes: Buffer) => decode(new Decoder(bytes)), parse: async (data: T) => data },
});

/** Asks the cluster what the driver has no words for. Nothing is written. */
export class ClusterAccess {
  readonly #cluster: Cluster;

  constructor(kafka: KafkaClient) {
    this.#cluster = clusterOf(kafka);
  }

  async open(): Promise<void> {
    await this.#cluster.connect();
    await this.#cluster.refreshMetadata();
  }

  async askController<T>(request: RawRequest<T>): Promise<T> {
    const broker = await this.#cluster.findControllerBroker();
    return (await broker.connectionPool.send(sent(request))) as T;
  }

  async askCoordinator<T>(groupId: string, request: RawRequest<T>): Promise<T> {
    const broker = await this.#cluster.findGroupCoordinator({ groupId });
    return (await broker.connectionPool.send(sent(request))) as T;
  }

  /** Some records of a partition from an offset on, as no group: nothing tells that they were read. */
  async fetch(
    { topic, partition, leader }: Readonly<{ topic: string; partition: number; leader: number }>,
    from: bigint,
    maxBytes: number,
  ): Promise<readonly FetchedRecord[]> {
    const broker = await this.#cluster.findBroker({ nodeId: leader });
    const { responses } = await broker.fetch({
      isolationLevel: 1,
      maxWaitTime: 500,
      minBytes: 1,
      maxBytes,
      rackId: '',
      topics: [{ topic, partitions: [{ partition, fetchOffset: String(from), maxBytes }] }],
    });
    return responses[0]?.partitions[0]?.messages ?? [];
  }

  close(): Promise<void> {
    return this.#cluster.disconnect();
  }
}
