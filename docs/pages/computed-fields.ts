import { addDays, parseCivilDate, periodOf } from '@app/domain';
import { snapshotRecord } from '@app/processing';
import { revise } from '../../libs/processing/src/snapshots/revise.ts';

/** The fields that a snapshot written by this version has: asked of the code that writes it, with an empty segment. */
export const computedFields = (): readonly string[] => {
  const day = parseCivilDate('2025-03-31');
  if (day === null) throw new Error('no such day');
  const period = periodOf('month', day, 1);
  const days = { now: day, prior: addDays(day, -31), yearAgo: addDays(day, -365) };
  const frame = { period, policyId: 'policy', reportingCurrency: 'USD', missingFx: [] };
  const before = {
    dimension: 'all',
    segment: 'all',
    revision: 1,
    status: 'closed',
    policyId: 'policy',
    calcVersion: '0',
    content: '',
  } as const;
  const [revision] = revise(
    { period, days, isOpen: false, reason: 'first' },
    frame,
    { segments: [], missingFx: [] },
    [before],
    { asOf: day, at: new Date(0) },
  );
  if (revision === undefined) throw new Error('no revision was written');
  const written: unknown = JSON.parse(snapshotRecord(revision));
  return typeof written === 'object' && written !== null ? Object.keys(written) : [];
};
