import { firstKeptTake, laterKeptTake, wholeTake } from './recorded-takes.ts';
import type { Recorder } from './recorder.ts';

/** A file holds what a take sends from the statement with this text on, up to the beginning of the next file. */
type Section = readonly [name: string, begins: string];

const WHOLE_TAKE: readonly Section[] = [
  ['state', 'AS catching_up'],
  ['working-tables', 'CREATE TEMPORARY TABLE IF NOT EXISTS attribute_set'],
  ['touched', 'TRUNCATE touched_contract'],
  ['first-active-days', 'WITH early AS MATERIALIZED'],
  ['stale-days', 'SET LOCAL max_parallel_workers_per_gather = 0'],
  ['comparison-tables', 'CREATE TEMPORARY TABLE IF NOT EXISTS attribute_set'],
  ['rates', 'SET LOCAL work_mem'],
  ['day-spans', 'DROP TABLE day_span'],
  ['without-rate', 'INSERT INTO contract_without_rate'],
  ['left-out', 'INSERT INTO renewing_contract'],
  ['customer-positions', 'INSERT INTO customer_with_several_spans'],
  ['handed-over', 'INSERT INTO handed_over'],
  ['drivers', 'DECLARE changed_lines'],
  ['dated-amounts', 'INSERT INTO dated_amount'],
  ['cells', 'SET LOCAL enable_sort = off'],
  ['segment-sets', 'INSERT INTO segment_set'],
  ['segment-sums', 'INSERT INTO segment_sums'],
  ['read-sums', '-- The sums of every segment'],
  ['revisions', '-- The current revision'],
  ['finish', 'AS catching_up'],
  ['unchanged-snapshots', '-- Replaces the workings'],
];

const FIRST_KEPT_TAKE: readonly Section[] = [
  ['kept-begin', 'CREATE TEMPORARY TABLE IF NOT EXISTS kept_comparison'],
  ['kept-tables', 'DROP TABLE IF EXISTS'],
  ['kept-whole-book', 'SET LOCAL work_mem'],
  ['kept-quantiles', 'INSERT INTO ranked_segment'],
  ['kept-indexes', 'SET is_common'],
];

const LATER_KEPT_TAKE: readonly Section[] = [
  ['upkeep-begin', 'CREATE TEMPORARY TABLE IF NOT EXISTS kept_comparison'],
  ['upkeep-tables', 'CREATE TEMPORARY TABLE IF NOT EXISTS attribute_set'],
  ['upkeep-take-out', 'SET LOCAL seq_page_cost = 0.1'],
  ['upkeep-work-out', 'INSERT INTO touched_span'],
  ['upkeep-put-back', 'INSERT INTO customer_position_month_2025_03'],
  ['upkeep-sums', 'SET LOCAL enable_sort = off'],
  ['upkeep-values', 'INSERT INTO ranked_segment'],
  ['upkeep-read', 'UPDATE kept_comparison'],
];

type Started = Readonly<{ name: string; statements: string[] }>;

/** Sorts what was sent into the sections. Throws where one does not begin in its turn. */
const sorted = ({ sent }: Recorder, sections: readonly Section[]): readonly Started[] => {
  const open = [...sections];
  const files: Started[] = [];
  for (const { statement } of sent) {
    const [next] = open;
    if (next !== undefined && statement.includes(next[1])) {
      open.shift();
      files.push({ name: next[0], statements: [] });
    }
    const file = files.at(-1);
    if (file === undefined) throw new Error(`no section begins with: ${statement}`);
    file.statements.push(statement);
  }
  if (open[0] !== undefined) throw new Error(`no statement begins the section ${open[0][0]}`);
  return files;
};

/** A statement as it is whatever its tables are named and how long they last. */
const anyTables = (statement: string): string =>
  statement.replaceAll(/_month_2025_03|_former|_fresh| ON COMMIT [A-Z ]+$/g, '');

/** How the comment of a statement begins. */
const beginning = (statement: string): string => /^-- ([^.:;(\n]+)/.exec(statement)?.[1]?.trim() ?? '';

/** The files by their names. A statement that an earlier file has, under whatever names of tables, is only named. */
export const writtenFiles = async (): Promise<ReadonlyMap<string, string>> => {
  const files = [
    ...sorted(await wholeTake(), WHOLE_TAKE),
    ...sorted(await firstKeptTake(), FIRST_KEPT_TAKE),
    ...sorted(await laterKeptTake(), LATER_KEPT_TAKE),
  ];
  const homes = new Map<string, string>();
  return new Map(
    files.map(({ name, statements }, i) => {
      const file = `${String(i + 1).padStart(2, '0')}-${name}.sql`;
      const parts = statements.map((statement) => {
        const home = homes.get(anyTables(statement)) ?? file;
        homes.set(anyTables(statement), home);
        return home === file ? `${statement};` : `-- As in ${home}: ${beginning(statement)}`;
      });
      return [file, `${[...new Set(parts)].join('\n\n').replaceAll(/^(-- As in .*\n)\n(?=-- As in )/gm, '$1')}\n`];
    }),
  );
};
