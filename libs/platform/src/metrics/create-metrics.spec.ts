import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './create-metrics.ts';
import { METRICS } from './metric-table.ts';
import { metricsMarkdown } from './metrics-markdown.ts';

describe('createMetrics', () => {
  it('counts by the labels of the table', async () => {
    const { events, lagRecords, batchSeconds, registry } = createMetrics({ withProcess: false });
    events.inc({ type: 'created', outcome: 'accepted' }, 3);
    lagRecords.set({ topic: 'billing', partition: 0 }, 7);
    batchSeconds.observe(0.2);
    const text = await registry.metrics();
    expect(text).toContain('acv_events_total{type="created",outcome="accepted"} 3');
    expect(text).toContain('acv_lag_records{topic="billing",partition="0"} 7');
    expect(text).toContain('acv_batch_seconds_bucket{le="0.25"} 1');
  });

  it('refuses labels that the table does not have', () => {
    const { refused } = createMetrics({ withProcess: false });
    // @ts-expect-error: the label is `code`.
    expect(() => refused.inc({ reason: 'not_json' })).toThrow();
  });

  it('serves every metric of the table, and those of the process', async () => {
    const { registry } = createMetrics();
    const text = await registry.metrics();
    for (const { name } of Object.values(METRICS)) expect(text).toContain(`# TYPE ${name} `);
    expect(text).toContain('process_resident_memory_bytes');
    registry.clear();
  });

  it('is independent of another registry in the same process', () => {
    expect(() => [createMetrics(), createMetrics()].map(({ registry }) => registry.clear())).not.toThrow();
  });

  it('has names that say their unit, and all of them in the reference', () => {
    const reference = metricsMarkdown();
    for (const { name, kind } of Object.values(METRICS)) {
      expect(name).toMatch(/^acv_[a-z_]+$/);
      expect(name.endsWith('_total')).toBe(kind === 'counter');
      expect(reference).toContain(`| \`${name}\` | ${kind} |`);
    }
  });
});
