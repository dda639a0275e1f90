import { type Logger, messageOf } from '@app/platform';
import type { Progress } from '@app/processing';
import type { Admin } from 'kafkajs';
import type { AssignedPartitions } from './assigned-partitions.ts';
import { type PartitionState, rangeOf, readableEnd } from './assignment.ts';
import { type LogRange, PartitionStopped } from './partition-stopped.ts';
import { seeLogEnds } from './see-log-ends.ts';
import { missingFrom } from './start-position.ts';

/**
 * Compares the assigned partitions with their logs and with the store from time to time: for their lag, for what no
 * batch shows in a partition without new records (a gap, or a store that was restored to an earlier state), and to
 * resume a stopped partition that can continue. It also sees the ends of added partitions.
 */
export class LogWatch {
  readonly #admin: Admin;
  readonly #progress: Progress;
  readonly #partitions: AssignedPartitions;
  readonly #logger: Logger;
  readonly #partitionCounts = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;

  constructor(of: Readonly<{ admin: Admin; progress: Progress; partitions: AssignedPartitions; logger: Logger }>) {
    this.#admin = of.admin;
    this.#progress = of.progress;
    this.#partitions = of.partitions;
    this.#logger = of.logger;
  }

  start(everyMs: number): void {
    this.#timer = setInterval(() => this.lookSoon(), everyMs);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  lookSoon(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#lookAtAll().finally(() => (this.#isLooking = false));
  }

  async #lookAtAll(): Promise<void> {
    for (const topic of new Set(this.#partitions.assignment.all().map(({ topic }) => topic))) {
      await this.#lookAt(topic).catch((error: unknown) =>
        this.#logger.warn({ topic, err: error }, `The log range of ${topic} was not read: ${messageOf(error)}`),
      );
    }
  }

  async #lookAt(topic: string): Promise<void> {
    const { assignment } = this.#partitions;
    const offsets = await seeLogEnds(this.#admin, this.#progress, topic, (log) => {
      const state = assignment.find({ topic, partition: log.partition });
      return state ? readableEnd(state, log) : log.end;
    });
    this.#compareCount(topic, offsets.length);
    for (const state of assignment.all().filter((of) => of.topic === topic)) {
      const log = rangeOf(offsets, state.partition);
      if (log) await this.#judge(state, log);
    }
  }

  /** Warns when partitions were added, because the partition of a key depends on their number. */
  #compareCount(topic: string, count: number): void {
    const before = this.#partitionCounts.get(topic) ?? count;
    this.#partitionCounts.set(topic, count);
    if (count > before) this.#logger.warn({ topic, before, count }, addedPartitions(topic, before, count));
  }

  /** Only idle partitions are judged: records of a batch in work may be removed from the log without harm. */
  async #judge(state: PartitionState, log: LogRange): Promise<void> {
    state.logEnd = readableEnd(state, log);
    if (state.isWorking) return;
    const before = state.next;
    const stored = await this.#progress.nextOffset(state.topic, state.partition);
    const gap = stored === null ? null : await this.#gap(state, stored, log);
    if (!this.#partitions.assignment.holds(state) || state.isWorking || state.next !== before) return;
    state.next = stored;
    if (state.stopped && !gap) this.#partitions.resume(state);
    if (!state.stopped && gap) this.#partitions.stop(state, gap);
    if (!state.stopped) this.#follow(state, stored ?? log.first, log);
  }

  /** Fetches from the stored offset if the driver is elsewhere, because no batch may come that would show it. */
  #follow(state: PartitionState, stored: bigint, log: LogRange): void {
    const { topic, partition, fetchesFrom } = state;
    if (stored === fetchesFrom || stored >= log.end) return;
    this.#partitions.seek(state, stored);
    if (fetchesFrom === null) return;
    this.#logger.info({ topic, partition }, `${topic}[${partition}] goes on at ${stored}, where the store is.`);
  }

  /** Reads the log range a second time, because the log may have grown before the store was read. */
  async #gap(state: PartitionState, stored: bigint, seen: LogRange): Promise<PartitionStopped | null> {
    if (missingFrom(seen, stored) === null) return null;
    const log = rangeOf(await this.#admin.fetchTopicOffsets(state.topic), state.partition);
    const missing = log && missingFrom(log, stored);
    return log && missing ? new PartitionStopped(state, missing, { stored, log }) : null;
  }
}

const addedPartitions = (topic: string, before: number, count: number): string =>
  `${topic}: partitions were added, ${count} instead of ${before}. Keys go to other partitions from now on, so until ` +
  'the older ones are read to their ends, a contract can show its later events before its earlier ones.';
