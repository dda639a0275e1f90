import { MEASURES, STORED_MEASURE_NAMES } from '@app/domain';
import type { StoredMeasureField } from '@app/processing';

const ARR = 'arr' satisfies StoredMeasureField;

/** What a measure of a span is where its run has no array of it: as the span's `arr`, 0, or null. */
export const WITHOUT_ARRAY: Readonly<Record<Exclude<StoredMeasureField, typeof ARR>, typeof ARR | '0' | null>> = {
  gross_arr: ARR,
  acv: ARR,
  contracted_acv: ARR,
  contract_value: null,
  one_time: '0',
  expected_usage: '0',
};

type OwnColumn = 'valid_from' | 'valid_to' | 'seq' | 'lines' | StoredMeasureField;

type SharedColumn =
  | 'contract_id'
  | 'customer_id'
  | 'currency'
  | 'attributes'
  | 'renews'
  | 'term_start'
  | 'term_end'
  | 'auto_renew'
  | 'anchor';

/** A column of a span, as the view contract_span has it. */
export type SpanColumn = OwnColumn | SharedColumn;

const MEASURE_COLUMNS: readonly StoredMeasureField[] = STORED_MEASURE_NAMES.map((name) => MEASURES[name].column);

/** In the order of the view. */
const ALL: readonly SpanColumn[] = [
  ...(['contract_id', 'valid_from', 'valid_to', 'seq', 'customer_id', 'currency'] as const),
  ...MEASURE_COLUMNS,
  ...(['attributes', 'renews', 'lines', 'term_start', 'term_end', 'auto_renew', 'anchor'] as const),
];

const measureAt = (column: StoredMeasureField, at: string): string => {
  const own = `run.${column}[${at}]`;
  const without = column === ARR ? null : WITHOUT_ARRAY[column];
  if (without === null) return own;
  return `coalesce(${own}, ${without === ARR ? `run.${ARR}[${at}]` : without})`;
};

/** The columns of the span at a place of its run, counted from 1. */
const columnsAt = (at: string): Readonly<Record<OwnColumn, string>> => ({
  valid_from: `run.days[${at}]`,
  valid_to: `coalesce(run.days[${at} + 1], run.valid_to)`,
  seq: `run.seqs[${at}]`,
  ...(Object.fromEntries(MEASURE_COLUMNS.map((column) => [column, measureAt(column, at)])) as Record<
    StoredMeasureField,
    string
  >),
  lines: String.raw`split_part(run.lines, E'\n', ${at})`,
});

/** The select list of some columns of the span at a place of `run`. */
const spanAt = (at: string, columns: readonly SpanColumn[] = ALL): readonly string[] => {
  const own: Readonly<Partial<Record<SpanColumn, string>>> = columnsAt(at);
  return columns.map((column) => (own[column] === undefined ? `run.${column}` : `${own[column]} AS ${column}`));
};

/** Half-open: a run has spans from its first day on, and none on its end. */
export const runCovers = (day: string): string => `run.valid_from <= ${day} AND run.valid_to > ${day}`;

/** The place of the span on a day that the run covers. */
const placeOn = (day: string): string => `width_bucket(${day}, run.days)`;

/**
 * The spans on a day, at most one for each contract. The view contract_span works out all spans of a run before a condition
 * on their days can leave any out; this looks the one span up. The planner takes it up into the statement around it, so
 * that conditions reach the indexes and columns that nobody reads cost nothing. `day` is an expression with the type date.
 */
export const spansOn = (day: string, columns?: readonly SpanColumn[]): string => `(
  SELECT ${spanAt(placeOn(day), columns).join(', ')}
  FROM span_run AS run
  WHERE ${runCovers(day)}
)`;

/** The place on a day; null if a day before it has the same one. */
const ownPlace = (day: string, earlier: readonly string[]): string =>
  earlier.reduce((place, other) => `nullif(${place}, place.${other})`, `place.${day}`);

/**
 * The spans of `runs`, which are called `run`, that cover any of some days. Each is there once, with `covers_` and the name
 * of a day for whether it covers that day. Most runs have the same span on all days.
 */
export const spansOnDays = (
  days: Readonly<Record<string, string>>,
  columns: readonly SpanColumn[],
  runs = 'span_run AS run',
): string => {
  const names = Object.keys(days);
  const covering = Object.entries(days).map(([name, day]) => ({ name, day, covers: `(${runCovers(day)})` }));
  return `SELECT
  ${spanAt('span.at', columns).join(',\n  ')},
  ${names.map((name) => `span.at IS NOT DISTINCT FROM place.${name} AS covers_${name}`).join(',\n  ')}
FROM ${runs}
CROSS JOIN LATERAL (
  SELECT
    ${covering.map(({ name, day, covers }) => `CASE WHEN ${covers} THEN ${placeOn(day)} END AS ${name}`).join(',\n    ')}
) AS place
CROSS JOIN LATERAL (VALUES ${names.map((name, i) => `(${ownPlace(name, names.slice(0, i))})`).join(', ')}) AS span(at)
WHERE span.at IS NOT NULL
  AND (
    ${covering.map(({ covers }) => covers).join('\n    OR ')}
  )`;
};

/** All spans of the runs for which a condition on `run` holds, each also with the first day of its run. */
export const spansOfRuns = (where: string): string => `(
  SELECT ${spanAt('span.at::integer').join(', ')},
  run.valid_from AS run_from
  FROM span_run AS run
  CROSS JOIN LATERAL unnest(run.days) WITH ORDINALITY AS span(valid_from, at)
  WHERE ${where}
)`;

/** The spans on any day from the first to the last, both included: in each run those from one place to another. */
export const spansBetween = (first: string, last: string): string => `(
  SELECT ${spanAt('(place.first + span.nth - 1)::integer').join(', ')}
  FROM span_run AS run
  CROSS JOIN LATERAL (SELECT greatest(1, ${placeOn(first)}) AS first, ${placeOn(last)} AS last) AS place
  CROSS JOIN LATERAL unnest(run.days[place.first:place.last]) WITH ORDINALITY AS span(valid_from, nth)
  WHERE run.valid_from <= ${last} AND run.valid_to > ${first}
)`;
