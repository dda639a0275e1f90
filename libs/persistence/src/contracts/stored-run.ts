import { MEASURES, STORED_MEASURE_NAMES } from '@app/domain';
import type { StoredMeasureField } from '@app/processing';
import type { Row } from '../database/database.ts';
import { WITHOUT_ARRAY } from '../runs/spans-of-runs.sql.ts';
import type { SpanRow } from './stored-span.ts';

/**
 * An added event rewrites a run, so both bound what it writes. Sixteen spans of few lines are about the 2 kB from which
 * Postgres compresses a row. The text bounds the runs of contracts with many lines.
 */
const MOST_SPANS = 16;
const MOST_TEXT = 4_000;

const haveSameAttributes = (a: SpanRow['attributes'], b: SpanRow['attributes']): boolean => {
  if (a === null || b === null) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};

const haveSameRenews = (a: SpanRow['renews'], b: SpanRow['renews']): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((contract, i) => contract === b[i]);

/** Whether a span can follow another one in a run. */
const goesOn = (before: SpanRow, span: SpanRow): boolean =>
  before.valid_to === span.valid_from &&
  before.customer_id === span.customer_id &&
  before.currency === span.currency &&
  before.term_start === span.term_start &&
  before.term_end === span.term_end &&
  before.auto_renew === span.auto_renew &&
  before.anchor === span.anchor &&
  haveSameAttributes(before.attributes, span.attributes) &&
  haveSameRenews(before.renews, span.renews);

/** Spans of a contract in order, as runs: each without a gap, and with the same in all but the amounts. */
export const runsOf = function* (spans: Iterable<SpanRow>): Generator<readonly SpanRow[]> {
  let run: SpanRow[] = [];
  let text = 0;
  for (const span of spans) {
    const last = run.at(-1);
    const isFull = run.length === MOST_SPANS || text + span.lines.length > MOST_TEXT;
    if (last !== undefined && (isFull || !goesOn(last, span))) {
      yield run;
      run = [];
      text = 0;
    }
    run.push(span);
    text += span.lines.length;
  }
  if (run.length > 0) yield run;
};

const measureArray = (run: readonly SpanRow[], column: StoredMeasureField): readonly (string | null)[] | null => {
  if (column === 'arr') return run.map(({ arr }) => arr);
  const without = WITHOUT_ARRAY[column];
  return run.every((span) => span[column] === (without === 'arr' ? span.arr : without))
    ? null
    : run.map((span) => span[column]);
};

/** The row of a run. */
export const runRow = (run: readonly SpanRow[]): Row & Pick<SpanRow, 'valid_from'> => {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) throw new Error('a run has no spans');
  return {
    ...first,
    valid_to: last.valid_to,
    days: run.map(({ valid_from }) => valid_from),
    seqs: run.map(({ seq }) => seq),
    ...Object.fromEntries(
      STORED_MEASURE_NAMES.map((name) => MEASURES[name].column).map((column) => [column, measureArray(run, column)]),
    ),
    lines: run.map(({ lines }) => lines).join('\n'),
  };
};

/** A run as a fold remembers it: its first day and its spans. */
export type StoredRun = Readonly<{ from: string; spans: readonly SpanRow[] }>;
