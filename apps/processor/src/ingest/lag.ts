import type { ConsumerStatus } from '@app/messaging';
import type { Metrics } from '@app/platform';

/** Records that wait in our partitions, as far as is known. */
export const recordsBehind = ({ partitions }: ConsumerStatus): number =>
  partitions.reduce((sum, { lag }) => sum + Number(lag ?? 0n), 0);

/** How far behind we are, in records of each partition that is ours and in seconds of the events' own time. */
export class LagGauges {
  #latestEventTime: number | null = null;

  constructor(
    private readonly metrics: Metrics,
    private readonly status: () => ConsumerStatus,
    private readonly now: () => Date,
  ) {}

  /** `eventTime` in seconds since 1970, or null where a batch brought no event. */
  processed(eventTime: number | null): void {
    this.#latestEventTime = eventTime ?? this.#latestEventTime;
  }

  show(): void {
    const { lagRecords, lagEventTime, stoppedPartitions } = this.metrics;
    const status = this.status();
    // Partitions that are no longer ours would keep their last value for ever.
    lagRecords.reset();
    for (const { topic, partition, lag } of status.partitions) {
      if (lag !== null) lagRecords.set({ topic, partition: String(partition) }, Number(lag));
    }
    stoppedPartitions.set(status.partitions.filter(({ stopped }) => stopped !== null).length);
    lagEventTime.set(recordsBehind(status) === 0 ? 0 : this.#secondsBehind());
  }

  #secondsBehind(): number {
    return this.#latestEventTime === null ? 0 : Math.max(0, this.now().getTime() / 1000 - this.#latestEventTime);
  }
}
