import { type FigureKind, FIGURES, SNAPSHOT_FIELDS } from '@app/domain';
import type { View, ViewColumn } from './view.ts';

const TYPES: Readonly<Record<FigureKind, string>> = {
  sum: 'numeric',
  count: 'integer',
  quotient: 'numeric',
  percentage: 'numeric',
  ratio: 'numeric',
  reason: 'text',
};

/** The fields that have a column of their own in the table of revisions. */
const STORED = [
  ...['snapshot_id', 'grain', 'period', 'dimension', 'segment', 'revision', 'status', 'reason'],
  ...['measured_on', 'as_of', 'emitted_at'],
];

/** The type of every field that is in the content of a revision. */
const IN_CONTENT: Readonly<Record<string, string>> = {
  period_start: 'date',
  period_end: 'date',
  policy_id: 'text',
  calc_version: 'text',
  reporting_currency: 'text',
  ...Object.fromEntries(FIGURES.map(({ name, kind }) => [name, TYPES[kind]])),
  missing_fx: 'text[]',
  signals: 'jsonb',
};

const MEANINGS: Readonly<Record<string, string>> = Object.fromEntries(
  SNAPSHOT_FIELDS.flatMap(({ fields }) => Object.entries(fields)),
);

const COLUMNS: Readonly<Record<string, ViewColumn>> = Object.fromEntries(
  Object.entries(MEANINGS).map(([name, meaning]) => [
    name,
    { sql: `${STORED.includes(name) ? 'revision' : 'content'}.${name}`, meaning },
  ]),
);

/** Reads the JSON of a revision once for all columns. By the primary key of snapshot. */
const lastRevisions = (until: string): string => `
FROM (
  SELECT DISTINCT ON (grain, period, dimension, segment) ${STORED.join(', ')}, content
  FROM snapshot${until}
  ORDER BY grain, period, dimension, segment, snapshot.revision DESC
) AS revision
CROSS JOIN LATERAL json_to_record(revision.content) AS content(
  ${Object.entries(IN_CONTENT)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')}
)
WHERE revision.status <> 'withdrawn'`;

export const SNAPSHOT: View = {
  name: 'snapshot',
  about: 'The current figures of every segment in every period, as they are published: a row for each.',
  columns: COLUMNS,
  from: lastRevisions(''),
};

/** The same as it was known at an instant, which is a timestamp as SQL. */
export const snapshotsKnownAt = (instant: string): View => ({
  ...SNAPSHOT,
  from: lastRevisions(` WHERE emitted_at <= ${instant}`),
});

const ofMonth = (...names: readonly string[]): Readonly<Record<string, ViewColumn>> =>
  Object.fromEntries(names.map((name) => [name, { sql: `snapshot.${name}`, meaning: MEANINGS[name] ?? '' }]));

/** `schema` is a quoted name. */
export const acvBySegmentMonth = (schema: string): View => ({
  name: 'acv_by_segment_month',
  about:
    'The ACV of every segment by month, with the size and the retention behind it. Rows of one dimension add up in arr, ' +
    'active_logos and active_contracts only; acv and percentages never do.',
  columns: {
    month: { sql: 'snapshot.period_start', meaning: 'The first day of the month.' },
    ...ofMonth('period', 'measured_on', 'dimension', 'segment', 'status', 'acv', 'acv_prior', 'acv_trend_pct'),
    ...ofMonth('acv_trend_cc_pct', 'acv_yoy_pct', 'acv_median', 'arr', 'active_logos', 'active_contracts'),
    ...ofMonth('nrr_pct', 'grr_pct', 'logo_churn_pct', 'mix_effect', 'rate_effect', 'reporting_currency', 'missing_fx'),
  },
  from: `FROM ${schema}.snapshot AS snapshot WHERE snapshot.grain = 'month'`,
});

/**
 * The snapshots as they were known at an instant. Its body is bound to the tables when it is made, so that the search path
 * of a session cannot change what it reads. `existing` are the columns of the view of snapshots in order.
 */
export const asReported = (schema: string, existing: readonly string[]): string => `
CREATE OR REPLACE FUNCTION ${schema}.as_reported(known_at timestamptz) RETURNS SETOF ${schema}.snapshot
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT ${existing.map((name) => COLUMNS[name]?.sql ?? 'NULL').join(', ')}
  ${snapshotsKnownAt('known_at').from};
END`;

export const AS_REPORTED_ABOUT =
  'The snapshots as they were known at an instant: of each, the last revision emitted up to then. Revisions of an open ' +
  'period are kept for seven days, and before that the last of each day.';
