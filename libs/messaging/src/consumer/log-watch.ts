import type { Progress } from '@app/processing';
import type { Admin } from 'kafkajs';
import type { Logger } from '../logger.ts';
import type { AssignedPartitions } from './assigned-partitions.ts';
import { type Claim, rangeOf } from './claims.ts';
import { type LogRange, PartitionStopped } from './partition-stopped.ts';
import { missingFrom } from './placement.ts';

/**
 * Looks at the logs of the assigned partitions from time to time: how far they reach, whether a partition without records
 * has a gap that no batch would show, and whether one that was stopped can go on.
 */
export class LogWatch {
  readonly #admin: Admin;
  readonly #progress: Progress;
  readonly #partitions: AssignedPartitions;
  readonly #logger: Logger;
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
    for (const topic of new Set(this.#partitions.claims.all().map((claim) => claim.topic))) {
      await this.#lookAt(topic).catch((error: unknown) => this.#logger.warn(`Log of ${topic} not read.`, { error }));
    }
  }

  async #lookAt(topic: string): Promise<void> {
    const offsets = await this.#admin.fetchTopicOffsets(topic);
    for (const claim of this.#partitions.claims.all().filter((of) => of.topic === topic)) {
      const log = rangeOf(offsets, claim.partition);
      if (log) await this.#judge(claim, log);
    }
  }

  /** What a batch in work has not yet stored may be gone from the log without harm, so only idle partitions are judged. */
  async #judge(claim: Claim, log: LogRange): Promise<void> {
    claim.logEnd = log.end;
    if (claim.isWorking) return;
    const before = claim.next;
    const stored = await this.#progress.nextOffset(claim.topic, claim.partition);
    const gap = stored === null ? null : await this.#gap(claim, stored, log);
    if (!this.#partitions.claims.holds(claim) || claim.isWorking || claim.next !== before) return;
    claim.next = stored;
    if (claim.stopped && !gap) this.#partitions.resume(claim);
    if (!claim.stopped && gap) this.#partitions.stop(claim, gap);
  }

  /** Looks twice: the log may have grown between the first look and the reading of the store. */
  async #gap(claim: Claim, stored: bigint, seen: LogRange): Promise<PartitionStopped | null> {
    if (missingFrom(seen, stored) === null) return null;
    const log = rangeOf(await this.#admin.fetchTopicOffsets(claim.topic), claim.partition);
    const missing = log && missingFrom(log, stored);
    return log && missing ? new PartitionStopped(claim, missing, { stored, log }) : null;
  }
}
