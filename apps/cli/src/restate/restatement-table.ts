import { countInWords, type FigureName } from '@app/domain';
import {
  type FigureChange,
  figureChanges,
  type RestatedSegment,
  type RestateOutcome,
  type SnapshotRevision,
} from '@app/processing';
import { storedSnapshot, type StoredSnapshot } from '@app/wire';
import { differing, figureText, figureTitle } from '../figure-change.ts';
import { LACKING, marked } from '../missing-rates-text.ts';
import { count, wrapped } from '../readable.ts';
import { table } from '../table.ts';

const HEADLINES = [
  'acv',
  'acv_trend_pct',
  'active_logos',
  'arr',
  'normalized_acv_total',
  'normalized_acv_average',
] as const satisfies readonly FigureName[];

const HEADER = [
  ...['period', 'ACV per\ncustomer\nold', 'new', 'trend %\nold', 'new', 'customers\nold', 'new'],
  ...['ARR\nold', 'new', 'contract\nACV\nold', 'new', '… per\ncustomer\nold', 'new'],
];

const contentOf = (revision: SnapshotRevision | null): StoredSnapshot | null =>
  revision === null ? null : storedSnapshot(revision.content);

const labelOf = (key: string): string => key.split('|').slice(0, 2).join(' ');

/** The decimal places that are asked for; null: as many as each figure needs. */
export type Places = number | null;

const rowOf = ({ key, before, after }: RestatedSegment, places: Places): readonly string[] => {
  const [was, is] = [contentOf(before), contentOf(after)];
  const cell = (content: StoredSnapshot | null, name: FigureName): string =>
    figureText(name, content?.[name] ?? null, places);
  return [marked(labelOf(key), is?.missing_fx), ...HEADLINES.flatMap((name) => [cell(was, name), cell(is, name)])];
};

/** Fields that say by what a snapshot was calculated, and are no figures. */
const ORIGIN = ['policy_id', 'calc_version'];

/** The figures in which the whole book of a period differs; none if it is not in both. */
const changesOf = ({ before, after }: RestatedSegment): readonly FigureChange[] => {
  const [was, is] = [contentOf(before), contentOf(after)];
  return was === null || is === null ? [] : figureChanges(was, is).filter(({ field }) => !ORIGIN.includes(field));
};

/** Every figure that changes: in how many periods, and how in the last of them. */
const changesTable = (whole: readonly RestatedSegment[], places: Places): string => {
  const changed = whole.flatMap((segment) => changesOf(segment).map((change) => ({ change, key: segment.key })));
  if (changed.length === 0) return 'No figure of the whole book changes.';
  const rows = [...Map.groupBy(changed, ({ change }) => change.field)].flatMap(([field, own]) => {
    const last = own.at(-1);
    return last === undefined
      ? []
      : [[figureTitle(field), count(own.length), labelOf(last.key), ...differing(last.change, places)]];
  });
  return table(['figure that changes', 'periods', 'last', 'old', 'new'], rows);
};

const lackingText = (whole: readonly RestatedSegment[]): readonly string[] => {
  const currencies = new Set(whole.flatMap(({ after }) => contentOf(after)?.missing_fx ?? []));
  return currencies.size === 0
    ? []
    : [
        wrapped(
          `LEFT OUT of figures marked ${LACKING}: customers in ${[...currencies].toSorted().join(', ')}, because there is no exchange rate.`,
        ),
      ];
};

/** The whole book in each period before and after, and every figure that changes. */
export const wholeBookTexts = (whole: readonly RestatedSegment[], places: Places): readonly string[] => {
  const currency = contentOf(whole.at(-1)?.after ?? whole.at(-1)?.before ?? null)?.reporting_currency;
  return [
    ...lackingText(whole),
    `The whole book${currency === undefined ? '' : `, in ${currency}`}: old and new figures`,
    table(
      HEADER,
      whole.map((segment) => rowOf(segment, places)),
    ),
    changesTable(whole, places),
  ];
};

/** The same for programs, with every figure that changes in each period. */
export const wholeBookJson = (whole: readonly RestatedSegment[]) =>
  whole.map((segment) => ({
    key: segment.key,
    before: contentOf(segment.before),
    after: contentOf(segment.after),
    changes: changesOf(segment),
  }));

/** For people: how the policies differ, what was restated, and the whole book in each period before and after. */
export const restatementTable = (
  outcome: RestateOutcome,
  { isDryRun, places }: Readonly<{ isDryRun: boolean; places: Places }>,
): string => {
  const { differences, contracts, revisions, withdrawn, whole } = outcome;
  const keys = differences.map(({ key, stored, given }) => `  ${key}: ${stored} -> ${given}`);
  const heading = keys.length === 0 ? 'The policies are the same.' : `The policies differ in\n${keys.join('\n')}`;
  const done = `${countInWords(contracts, 'contract')} valued, ${countInWords(revisions, 'snapshot')} restated, ${count(withdrawn)} withdrawn`;
  return [
    `${heading}\n${wrapped(isDryRun ? `${done}; nothing was changed` : done)}`,
    ...wholeBookTexts(whole, places),
  ].join('\n\n');
};

/** The same for programs. */
export const restatementJson = (outcome: RestateOutcome, isDryRun: boolean): string =>
  JSON.stringify({
    dry_run: isDryRun,
    differences: outcome.differences,
    contracts: outcome.contracts,
    revisions: outcome.revisions,
    withdrawn: outcome.withdrawn,
    whole: wholeBookJson(outcome.whole),
  });
