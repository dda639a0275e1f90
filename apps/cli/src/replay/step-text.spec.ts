import { describe, expect, it } from '@jest/globals';
import { stepText } from './step-text.ts';

describe('The progress line of a replay', () => {
  it.each([
    [
      { step: 'ingest', events: 12_000, shareRead: 0.4, elapsedMs: 5_000 },
      'reading events: 12,000, 2,400/s, 40 %, 8 s left',
    ],
    [{ step: 'ingest', events: 10, shareRead: 0.1, elapsedMs: 60_000 }, 'reading events: 10, 0/s, 10 %, 9 min left'],
    [{ step: 'ingest', events: 10, shareRead: null, elapsedMs: 0 }, 'reading events: 10, 0/s'],
    [{ step: 'ingest', events: 10, shareRead: 0.1, elapsedMs: 2_999 }, 'reading events: 10, 3/s, 10 %'],
    [
      { step: 'fold', contracts: 2_000, of: 10_000, elapsedMs: 4_000 },
      'valuing contracts: 2,000 of 10,000, 500/s, 16 s left',
    ],
    [{ step: 'fold', contracts: 1, of: 1, elapsedMs: 4_000 }, 'valuing contracts: 1 of 1, 0/s'],
    [{ step: 'fold', contracts: 0, of: 0, elapsedMs: 4_000 }, 'valuing contracts: 0 of 0, 0/s'],
    [{ step: 'take', periods: 7, of: 34, elapsedMs: 7_000 }, 'taking snapshots: period 7 of 34, 27 s left'],
    [{ step: 'take', periods: 7, of: 34, elapsedMs: 1_000 }, 'taking snapshots: period 7 of 34'],
  ] as const)('%#', (step, text) => {
    expect(stepText(step)).toBe(text);
  });
});
