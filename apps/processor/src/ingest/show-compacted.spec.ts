import { createMetrics } from '@app/platform/service';
import { ServiceReadiness } from '@app/host/service';
import { describe, expect, it } from '@jest/globals';
import { showCompacted } from './show-compacted.ts';

const shown = async (compactedInputs: readonly string[]) => {
  const metrics = createMetrics({ withProcess: false });
  const readiness = new ServiceReadiness();
  showCompacted({ compactedInputs }, { metrics, readiness });
  return { notes: readiness.notes, metrics: await metrics.registry.metrics() };
};

describe('input topics that are compacted', () => {
  it('are named in a note that says what to do, and counted', async () => {
    const { notes, metrics } = await shown(['a', 'b']);
    expect(notes['compacted_inputs']).toMatch(/^a, b: .*Set cleanup\.policy to delete/);
    expect(metrics).toContain('acv_compacted_input_topics 2');
  });

  it('have no note where there are none', async () => {
    const { notes, metrics } = await shown([]);
    expect(notes).toEqual({});
    expect(metrics).toContain('acv_compacted_input_topics 0');
  });
});
