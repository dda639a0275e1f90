import type { Progress } from '@app/processing';
import type { Admin } from 'kafkajs';
import type { Logger } from '../logger.ts';
import { type Claim, type Claims, rangeOf } from './claims.ts';
import { type LogRange, PartitionStopped } from './partition-stopped.ts';
import { missingFrom } from './placement.ts';

export type WatchEvents = Readonly<{
  stop(claim: Claim, stopped: PartitionStopped): void;
  resume(claim: Claim): void;
}>;

/**
 * Looks at the logs of the assigned partitions from time to time: how far they reach, whether a partition without records
 * has a gap that no batch would show, and whether one that was stopped can go on.
 */
export class LogWatch {
  readonly #admin: Admin;
  readonly #progress: Progress;
  readonly #claims: Claims;
  readonly #events: WatchEvents;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;

  constructor(of: Readonly<{ admin: Admin; progress: Progress; claims: Claims; events: WatchEvents; logger: Logger }>) {
    this.#admin = of.admin;
    this.#progress = of.progress;
    this.#claims = of.claims;
    this.#events = of.events;
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
    this.#looking ??= this.#lookAtAll().finally(() => (this.#looking = null));
  }

  async #lookAtAll(): Promise<void> {
    for (const topic of new Set(this.#claims.all().map((claim) => claim.topic))) {
      await this.#lookAt(topic).catch((error: unknown) => this.#logger.warn(`Log of ${topic} not read.`, { error }));
    }
  }

  async #lookAt(topic: string): Promise<void> {
    const offsets = await this.#admin.fetchTopicOffsets(topic);
    for (const claim of this.#claims.all().filter((of) => of.topic === topic)) {
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
    if (!this.#claims.holds(claim) || claim.isWorking || claim.next !== before) return;
    const missing = missingFrom(log, stored);
    if (claim.stopped) {
      if (missing === null) this.#events.resume(claim);
      return;
    }
    if (claim.next === undefined) claim.next = stored;
    if (missing !== null && stored !== null) {
      this.#events.stop(claim, new PartitionStopped(claim, missing, { stored, log }));
    }
  }
}
