import { describe, expect, it } from '@jest/globals';
import { subjectOf } from './subject.ts';

describe('the subject of a view', () => {
  it('is nothing for the whole book, and a segment by the name of its dimension', () => {
    expect(subjectOf({ dimension: 'tier', segment: 'all' })).toBe('');
    expect(subjectOf({ dimension: 'tier', segment: '2024-Q1' })).toBe('tier: 2024-Q1');
  });

  it('names a cohort as periods are named', () => {
    expect(subjectOf({ dimension: 'cohort', segment: '2024-Q1' })).toBe('cohort: Q1 2024');
    expect(subjectOf({ dimension: 'cohort', segment: '(none)' })).toBe('cohort: (none)');
  });
});
