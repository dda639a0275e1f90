import type { FigureName } from '@app/domain';
import type { RestatedSegment, RestateOutcome, SnapshotRevision } from '@app/processing';
import { storedSnapshot, type StoredSnapshot } from '@app/wire';
import { count } from '../readable.ts';
import { table } from '../table.ts';

const FIGURES = ['acv', 'arr', 'active_logos', 'acv_trend_pct'] as const satisfies readonly FigureName[];

const shown = (revision: SnapshotRevision | null): StoredSnapshot | null =>
  revision === null ? null : storedSnapshot(revision.content);

const cell = (figures: StoredSnapshot | null, name: (typeof FIGURES)[number]): string => String(figures?.[name] ?? '-');

const rowOf = ({ key, before, after }: RestatedSegment): readonly string[] => {
  const [was, is] = [shown(before), shown(after)];
  const [grain, period] = key.split('|');
  return [`${grain} ${period}`, ...FIGURES.flatMap((name) => [cell(was, name), cell(is, name)])];
};

const HEADER = ['period', 'ACV old', 'new', 'ARR old', 'new', 'logos old', 'new', 'trend % old', 'new'];

/** For people: how the policies differ, what was restated, and the whole book in each period before and after. */
export const restatementTable = (outcome: RestateOutcome, isDryRun: boolean): string => {
  const { differences, contracts, revisions, withdrawn, whole } = outcome;
  const keys = differences.map(({ key, stored, given }) => `  ${key}: ${stored} -> ${given}`);
  const heading = keys.length === 0 ? 'The policies are the same.' : `The policies differ in\n${keys.join('\n')}`;
  const done = `${count(contracts)} contracts valued, ${count(revisions)} snapshots restated, ${count(withdrawn)} withdrawn`;
  return [heading, isDryRun ? `${done}; nothing was changed` : done, '', table(HEADER, whole.map(rowOf))].join('\n');
};

/** The same for programs. */
export const restatementJson = (outcome: RestateOutcome, isDryRun: boolean): string =>
  JSON.stringify({
    dry_run: isDryRun,
    differences: outcome.differences,
    contracts: outcome.contracts,
    revisions: outcome.revisions,
    withdrawn: outcome.withdrawn,
    whole: outcome.whole.map(({ key, before, after }) => ({ key, before: shown(before), after: shown(after) })),
  });
