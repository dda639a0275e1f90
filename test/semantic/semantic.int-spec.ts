import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { OpenStore } from '../builders/postgres-store.ts';
import { withKnownBook } from '../builders/suite-store.ts';

const read = (file: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '../../deploy/semantic', file), 'utf8'));

type Named = Readonly<{ name: string; sql?: string; expr?: string; agg?: string; type?: string }>;
type Cube = Readonly<{
  cubes: readonly [Readonly<{ name: string; sql: string; dimensions: readonly Named[]; measures: readonly Named[] }>];
}>;
type NonAdditive = Readonly<{ non_additive_dimension?: Readonly<{ name: string; window_choice: string }> }>;
type Metric = Named &
  Readonly<{
    filter?: string;
    type_params: Readonly<{ measure?: string; numerator?: string; denominator?: string; expr?: string }>;
  }>;
type Dbt = Readonly<{
  semantic_models: readonly [
    Readonly<{ entities: readonly Named[]; dimensions: readonly Named[]; measures: readonly (Named & NonAdditive)[] }>,
  ];
  metrics: readonly Metric[];
}>;

const [cube] = (read('cube/acv.yml') as Cube).cubes;
const dbt = read('dbt/acv.yml') as Dbt;
const [model] = dbt.semantic_models;

let store: OpenStore;

withKnownBook((opened) => {
  store = opened;
});

/** The SQL of a measure of the cube, with the measures that it names written out, as Cube does it. */
const ofCube = (name: string): string => {
  const sql = cube.measures.find((measure) => measure.name === name)?.sql ?? '';
  return sql.replaceAll(/\{(\w+)\}/g, (_all, named: string) => (named === 'CUBE' ? 'cube' : ofCube(named)));
};

/** The SQL of a metric over the rows of one month, as MetricFlow works it out. */
const ofMetric = (name: string): string => {
  const params: Metric['type_params'] = dbt.metrics.find((metric) => metric.name === name)?.type_params ?? {};
  if (params.measure !== undefined) {
    const measure = model.measures.find((each) => each.name === params.measure);
    return `${measure?.agg ?? ''}(cube.${measure?.expr ?? ''})`;
  }
  if (params.expr !== undefined)
    return params.expr.replaceAll(/\b(acv\w*)\b/g, (named: string) => `(${ofMetric(named)})`);
  return `${ofMetric(params.numerator ?? '')} / nullif(${ofMetric(params.denominator ?? '')}, 0)`;
};

const rowsOf = (
  sql: string,
  where: string,
  by = 'period, dimension, segment',
): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  store.database.query(
    `SELECT ${by}, round(${sql}, 4)::text AS value FROM (${cube.sql}) AS cube WHERE ${where} GROUP BY ${by} ORDER BY ${by}`,
  );

const trends = (where: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  store.database
    .query(`SELECT period, dimension, segment, acv_trend_pct::numeric(20, 4)::text AS value FROM acv_v1.snapshot
    WHERE grain = 'month' AND ${where} ORDER BY period, dimension, segment`);

describe.each([
  ['Cube', ofCube],
  ['dbt', ofMetric],
])('the metrics for %s', (_tool, sqlOf) => {
  it('give the trend of every segment and month that the snapshots have', async () => {
    const expected = await trends('acv_trend_pct IS NOT NULL');
    expect(expected.length).toBeGreaterThan(10);
    expect(await rowsOf(sqlOf('acv_trend_pct'), 'acv_trend_pct IS NOT NULL')).toEqual(expected);
  });

  it('give the trend of the whole for all segments of a dimension together', async () => {
    const whole = await trends(`dimension = 'all' AND acv_trend_pct IS NOT NULL`);
    const together = await rowsOf(sqlOf('acv_trend_pct'), `dimension = 'tier' AND period > '2025-01'`, 'period');
    expect(together.map(({ period, value }) => [period, value])).toEqual(
      whole.map(({ period, value }) => [period, value]),
    );
  });
});

describe('the cube', () => {
  it('has null where months or dimensions would be added up', async () => {
    for (const { name } of cube.measures.filter(({ name: each }) => each !== 'months' && each !== 'dimensions')) {
      expect([name, await rowsOf(ofCube(name), `dimension = 'all'`, 'dimension')]).toEqual([
        name,
        [{ dimension: 'all', value: null }],
      ]);
      expect([name, (await rowsOf(ofCube(name), `period = '2025-06'`, 'period'))[0]?.['value']]).toEqual([name, null]);
    }
    expect((await rowsOf(ofCube('arr'), `dimension = 'all' AND period = '2025-06'`))[0]?.['value']).not.toBeNull();
  });

  it('has no measure that adds up by itself, and names columns of the view', async () => {
    // A reference to a measure of that name would be one to the cube.
    expect([...cube.measures, ...cube.dimensions].map(({ name }) => name)).not.toContain(cube.name);
    expect(cube.measures.map(({ type }) => type)).toEqual(cube.measures.map(() => 'number'));
    for (const { sql = '' } of cube.dimensions) await rowsOf('1', 'true', sql.replace('{CUBE}', 'cube'));
  });
});

describe('the semantic model for dbt', () => {
  it('adds up no measure over months, and no percentage at all', () => {
    for (const { name, non_additive_dimension: over } of model.measures)
      expect([name, over]).toEqual([name, { name: 'month', window_choice: 'max' }]);
    expect(model.measures.filter(({ expr = '' }) => /^acv|_pct|_ratio|_share/.test(expr))).toEqual([]);
  });

  it('keeps one dimension in every metric of a measure, and names columns of the view', async () => {
    for (const { name, filter } of dbt.metrics.filter(({ type_params: { measure } }) => measure !== undefined))
      expect([name, filter]).toEqual([name, `{{ Dimension('segment_month__dimension') }} = 'all'`]);
    const names = [...model.entities, ...model.dimensions, ...model.measures].map(
      ({ name, expr = name }) => `cube.${expr}`,
    );
    for (const column of names) await rowsOf('1', 'true', column);
  });
});
