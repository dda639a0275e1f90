import type { Consumer } from 'kafkajs';
import type { KafkaClient } from '../client/kafka-client.ts';
import type { CompleteSettings } from './consumer-options.ts';
import type { TopicPartition } from './partition-stopped.ts';

export type GroupEvents = Readonly<{
  joined(assignment: Readonly<Record<string, readonly number[]>>): void;
  /** Kafka has answered a heartbeat. */
  heard(): void;
  /** The driver has passed over offsets without a record: transaction markers and aborted records. */
  passedOver(of: TopicPartition & Readonly<{ first: bigint; last: bigint }>): void;
  /** The driver has crashed. It does not start again by itself. */
  crashed(error: Error): void;
}>;

/** The driver's consumer, set up for positions that are kept in our store. */
export function groupConsumer(kafka: KafkaClient, settings: CompleteSettings, events: GroupEvents): Consumer {
  const consumer = kafka.consumer({
    groupId: settings.groupId,
    sessionTimeout: settings.sessionTimeoutMs,
    heartbeatInterval: Math.min(3_000, Math.floor(settings.sessionTimeoutMs / 3)),
    maxBytesPerPartition: settings.maxBytesPerPartition,
    maxBytes: settings.maxBytes,
    minBytes: settings.minBytes,
    maxWaitTimeInMs: settings.maxWaitMs,
    metadataMaxAge: settings.metadataMaxAgeMs,
    retry: {
      initialRetryTime: 300,
      maxRetryTime: 5_000,
      retries: 8,
      // We start it again, because the driver itself gives up where its error says so, as at a missing coordinator.
      restartOnFailure: () => Promise.resolve(false),
    },
  });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => events.joined(payload.memberAssignment));
  consumer.on(consumer.events.HEARTBEAT, () => events.heard());
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    const { topic, partition, batchSize, firstOffset, lastOffset } = payload;
    if (batchSize > 0 || firstOffset === null) return;
    events.passedOver({ topic, partition, first: BigInt(firstOffset), last: BigInt(lastOffset) });
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => events.crashed(payload.error));
  return consumer;
}
