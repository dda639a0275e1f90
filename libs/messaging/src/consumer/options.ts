import type { Backoff } from '../backoff.ts';
import type { PartitionStopped, TopicPartition } from './partition-stopped.ts';

export type ConsumerSettings = Readonly<{
  topics: readonly string[];
  groupId: string;
  /** How many partitions are in work at once. Default 4. */
  partitionsConsumedConcurrently?: number;
  /** How much a fetch takes of one partition at most. Default 1 MiB. */
  maxBytesPerPartition?: number;
  /** How much a fetch takes of all partitions of a broker, which it holds until they are done. Default 8 MiB. */
  maxBytes?: number;
  /** What the driver fetched at once is handed over in batches of at most this many records. Default 5,000. */
  batchMaxRecords?: number;
  /** After how many milliseconds without a heartbeat Kafka gives our partitions to others. Default 30,000. */
  sessionTimeoutMs?: number;
  /**
   * How many bytes a fetch waits for: a batch of a few records costs as much as one of a few hundred. Default 128 KiB,
   * which some hundred events a second bring together within `maxWaitMs`.
   */
  minBytes?: number;
  /** How long a fetch waits for them; also the longest that a close waits for one. Default 250. */
  maxWaitMs?: number;
  /** How often Kafka is told how far we are, at most. Default 5,000. */
  hintIntervalMs?: number;
  /** How often the logs' ends are read, for lag and for gaps that no batch would show. Default 10,000. */
  watchIntervalMs?: number;
  /** How soon partitions that were added are found. Default 60,000. */
  metadataMaxAgeMs?: number;
  /** How long `close` waits for the batch in work. Default 9,000. */
  closeTimeoutMs?: number;
  /** Between attempts at a batch that fails. Default 100 ms doubling up to 10 s. */
  backoff?: Backoff;
}>;

export type BatchFailure = TopicPartition & Readonly<{ error: Error; attempt: number }>;

export type ConsumerEvents = Readonly<{
  /** A batch, or what belongs to it, failed. Default: 'retry', without end. Nothing is ever passed over. */
  onFailure?(failure: BatchFailure): 'retry' | 'halt';
  /** The partition is paused; the others go on. */
  onPartitionStopped?(stopped: PartitionStopped): void;
  /** Its stored offset lies within its log again. */
  onPartitionResumed?(of: TopicPartition): void;
  /** Consuming has ended for good; the process should too, so that its supervisor starts it afresh. Called once. */
  onFatal?(error: Error): void;
}>;

export type CompleteSettings = Required<ConsumerSettings>;

const DEFAULTS = {
  partitionsConsumedConcurrently: 4,
  maxBytesPerPartition: 1 << 20,
  maxBytes: 8 << 20,
  batchMaxRecords: 5_000,
  sessionTimeoutMs: 30_000,
  minBytes: 128 << 10,
  maxWaitMs: 250,
  hintIntervalMs: 5_000,
  watchIntervalMs: 10_000,
  metadataMaxAgeMs: 60_000,
  closeTimeoutMs: 9_000,
  backoff: { firstMs: 100, maxMs: 10_000 },
};

export const completeSettings = (settings: ConsumerSettings): CompleteSettings => ({ ...DEFAULTS, ...settings });
