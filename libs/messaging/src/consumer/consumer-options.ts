import { backoff, type WaitMs } from '@app/platform';
import type { PartitionStopped, TopicPartition } from './partition-stopped.ts';

export type ConsumerSettings = Readonly<{
  topics: readonly string[];
  groupId: string;
  /** How many partitions are processed at once. Default 4. */
  partitionsConsumedConcurrently?: number;
  /** The most bytes that a fetch returns from one partition. Default 1 MiB. */
  maxBytesPerPartition?: number;
  /** The most bytes that a fetch returns from all partitions of a broker; held until applied. Default 8 MiB. */
  maxBytes?: number;
  /** The most records in a batch, which is one transaction. A larger fetch is cut. Default 5,000. */
  batchMaxRecords?: number;
  /** How long Kafka waits for a heartbeat before it assigns our partitions to other members. Default 30,000. */
  sessionTimeoutMs?: number;
  /**
   * How many bytes a fetch waits for, because a batch of a few records costs as much as one of a few hundred. Default
   * 128 KiB, which some hundred events a second reach within `maxWaitMs`.
   */
  minBytes?: number;
  /** How long a fetch waits for `minBytes`, and so the longest that a close waits for a fetch. Default 250. */
  maxWaitMs?: number;
  /** The interval at which offsets are committed to Kafka, as a hint for lag monitors. Default 5,000. */
  hintIntervalMs?: number;
  /** The interval at which log ranges are read, for lag and for gaps that no batch would show. Default 10,000. */
  watchIntervalMs?: number;
  /** The interval at which added partitions are discovered, so they are read within half a minute. Default 15,000. */
  metadataMaxAgeMs?: number;
  /** How long `close` waits for the current batch. Default 9,000. */
  closeTimeoutMs?: number;
  /** The wait between attempts at a batch that fails, or at joining the group. Default: 100 ms, doubling up to 10 s. */
  waitMs?: WaitMs;
}>;

export type BatchFailure = TopicPartition & Readonly<{ error: Error; attempt: number }>;

export type ConsumerEvents = Readonly<{
  /** A batch, or a read that it needs, failed. Default: 'retry', without end. Nothing is ever skipped. */
  onFailure?(failure: BatchFailure): 'retry' | 'halt';
  /** We cannot join the group, or have lost our membership by an error. Default: 'retry', without end. */
  onLost?(error: Error): 'retry' | 'halt';
  /** The partition is paused. The others continue. */
  onPartitionStopped?(stopped: PartitionStopped): void;
  /** The stored offset is within the log range again. */
  onPartitionResumed?(of: TopicPartition): void;
  /** Consuming has ended for good. The process should end too, so that its supervisor restarts it. Called once. */
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
  metadataMaxAgeMs: 15_000,
  closeTimeoutMs: 9_000,
  waitMs: backoff({ firstMs: 100, maxMs: 10_000 }),
};

export const completeSettings = (settings: ConsumerSettings): CompleteSettings => ({ ...DEFAULTS, ...settings });
