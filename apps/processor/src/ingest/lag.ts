import type { ConsumerStatus } from '@app/messaging';
import type { Metrics } from '@app/platform/service';

/** The number of records that wait in our partitions. A partition whose lag is not known counts as none. */
export const recordsBehind = ({ partitions }: ConsumerStatus): number =>
  partitions.reduce((sum, { lag }) => sum + Number(lag ?? 0n), 0);

/** The gauges of our lag: in records for each of our partitions, and in seconds of the events' own time. */
export class LagGauges {
  #latestEventTime: number | null = null;

  constructor(
    private readonly metrics: Metrics,
    private readonly status: () => ConsumerStatus,
    private readonly now: () => Date,
  ) {}

  /** Notes the latest `time` in an applied batch, in seconds since 1970. Null: the batch had no valid event. */
  applied(eventTime: number | null): void {
    this.#latestEventTime = eventTime ?? this.#latestEventTime;
  }

  show(): void {
    const { lagRecords, lagEventTime, stoppedPartitions } = this.metrics;
    const status = this.status();
    // Without the reset, partitions that are no longer ours would keep their last value.
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
