import { describe, expect, it } from '@jest/globals';
import { stepText } from './step-text.ts';

describe('The progress line of a replay', () => {
  it.each([
    [
      { step: 'ingest', events: 12_000, shareRead: 0.4, elapsedMs: 500 },
      'reading events: 12,000, 24,000/s, 40 %, 1 s left',
    ],
    [{ step: 'ingest', events: 10, shareRead: 0.1, elapsedMs: 60_000 }, 'reading events: 10, 0/s, 10 %, 9 min left'],
    [{ step: 'ingest', events: 10, shareRead: null, elapsedMs: 0 }, 'reading events: 10, 0/s'],
    [{ step: 'fold', contracts: 2_000, elapsedMs: 1_000 }, 'valuing contracts: 2,000, 2,000/s'],
    [{ step: 'take', periods: 7, of: 34, elapsedMs: 1_000 }, 'taking snapshots: period 7 of 34'],
  ] as const)('%#', (step, text) => {
    expect(stepText(step)).toBe(text);
  });
});
