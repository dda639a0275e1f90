import { emptySegment } from '@app/domain';
import { snapshotContent } from '@app/processing';
import { day } from './events.ts';

const EMPTY = emptySegment(true, false);

const FRAME = {
  period: { grain: 'month', label: '2025-03', start: day('2025-03-01'), end: day('2025-04-01') },
  policyId: 'policy',
  reportingCurrency: 'USD',
  missingFx: [],
  whole: EMPTY,
} as const;

/** The content of a stored snapshot: that of an empty segment, with these changes. */
export const storedContent = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...JSON.parse(snapshotContent(FRAME, EMPTY, [])), ...changes });
