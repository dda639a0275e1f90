import type { ConsumerStatus, PartitionStatus } from '@app/messaging';
import { createMetrics } from '@app/platform/service';
import { describe, expect, it } from '@jest/globals';
import { LagGauges, recordsBehind } from './lag.ts';

const partition = (number: number, lag: bigint | null): PartitionStatus => ({
  topic: 'events',
  partition: number,
  position: 0n,
  logEnd: lag,
  lag,
  failure: null,
  stopped: null,
});

const status = (...partitions: PartitionStatus[]): ConsumerStatus => ({
  isConnected: true,
  lost: null,
  partitions,
  lastBatchAt: null,
  fatal: null,
});

const valueOf = async (metrics: ReturnType<typeof createMetrics>, name: string): Promise<string | undefined> =>
  (await metrics.registry.metrics()).split('\n').find((line) => line.startsWith(name));

describe('Lag', () => {
  it('adds up the records that wait in our partitions, without those whose lag is not known', () => {
    expect(recordsBehind(status(partition(0, 7n), partition(1, null), partition(2, 5n)))).toBe(12);
  });

  it('is shown in records by partition, and in seconds of the events’ own time while records wait', async () => {
    const metrics = createMetrics({ withProcess: false });
    let now = status(partition(0, 7n), partition(1, 0n));
    const lag = new LagGauges(
      metrics,
      () => now,
      () => new Date(100_000),
    );
    lag.applied(40);
    lag.applied(null);
    lag.show();
    expect(await valueOf(metrics, 'acv_lag_records{topic="events",partition="0"}')).toMatch(/ 7$/);
    expect(await valueOf(metrics, 'acv_lag_event_time_seconds ')).toBe('acv_lag_event_time_seconds 60');

    now = status(partition(1, 0n));
    lag.show();
    expect(await valueOf(metrics, 'acv_lag_records{topic="events",partition="0"}')).toBeUndefined();
    expect(await valueOf(metrics, 'acv_lag_event_time_seconds ')).toBe('acv_lag_event_time_seconds 0');
  });
});
