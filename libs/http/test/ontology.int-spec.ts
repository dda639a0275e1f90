import { describe, expect, it } from '@jest/globals';
import { type FigureName, KPIS } from '@app/domain';
import { KPI_ANSWER, KPI_INDEX_ANSWER, type Snapshot, SNAPSHOTS_ANSWER } from '@app/wire/answers';
import { everyRow } from '../../../test/builders/answers.ts';
import { day } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedBook } from '../../../test/builders/served-book.ts';

let store: OpenStore;
let api: Served;

withServedBook((served) => {
  ({ store, api } = served);
});

const kpiOf = async (id: string, query = '') => {
  const { status, body } = await api.json(`/api/ontology/${id.replace('.', '/')}.json${query}`);
  expect({ id, status }).toEqual({ id, status: 200 });
  return KPI_ANSWER.parse(body);
};

const snapshots = (grain: string) =>
  everyRow(api, `snapshots?grain=${grain}`, SNAPSHOTS_ANSWER, 1000) as Promise<readonly Snapshot[]>;

const problemAt = async (path: string) => {
  const answer = await api.get(`/api/ontology/${path}`);
  const { errors } = (await answer.json()) as Readonly<{ errors?: readonly Readonly<{ field: string }>[] }>;
  const type = answer.headers.get('content-type')?.split(';')[0];
  return { status: answer.status, type, fields: (errors ?? []).map(({ field }) => field) };
};

/** The values that a KPI has to show, from the records of the snapshots. */
const expected = (all: readonly Snapshot[], figure: FigureName, [now, prior]: readonly [string, string]) => {
  const at = (period: string, dimension: string, segment: string) =>
    all.find((each) => each.period === period && each.dimension === dimension && each.segment === segment)?.[figure] ??
    null;
  const book = all.filter(({ dimension, period }) => dimension === 'all' && period <= now);
  const near = all.filter(({ period, dimension }) => [now, prior].includes(period) && dimension !== 'all');
  const names = (dimension: string) => [
    ...new Set(near.filter((each) => each.dimension === dimension).map(({ segment }) => segment)),
  ];
  return {
    period: now,
    current: at(now, 'all', 'all'),
    prior: at(prior, 'all', 'all'),
    yoy: null,
    series: book.map((each) => ({ period: each.period, value: each[figure] })),
    segments: Object.fromEntries(
      ['tier', 'channel', 'region', 'cohort', 'acv_band'].map((dimension) => [
        dimension,
        names(dimension)
          .toSorted()
          .map((segment) => ({
            segment,
            current: at(now, dimension, segment),
            prior: at(prior, dimension, segment),
          })),
      ]),
    ),
  };
};

/** Every KPI but the list. */
const FIGURES = KPIS.flatMap(({ id, figure }) => (figure === null ? [] : [[id, figure] as const]));

describe('The values of', () => {
  it.each(FIGURES)('%s are those of the snapshots', async (id, figure) => {
    const months = await snapshots('month');
    const whole = months.find(({ period, dimension }) => period === '2025-06' && dimension === 'all');
    expect((await kpiOf(id)).value).toEqual({
      ...expected(months, figure, ['2025-06', '2025-05']),
      signals: whole?.signals,
      as_of: '2025-06-30',
      revision: whole?.revision,
      policy_id: store.policyId,
    });
    const chosen = (await kpiOf(id, '?grain=month&period=2025-03')).value;
    expect(chosen).toMatchObject(expected(months, figure, ['2025-03', '2025-02']));
    const quarter = (await kpiOf(id, '?grain=quarter')).value;
    expect(quarter).toMatchObject(expected(await snapshots('quarter'), figure, ['2025-Q2', '2025-Q1']));
  });

  it('an amount are in the reporting currency, and not empty', async () => {
    const { unit, value } = await kpiOf('sales.arr');
    expect(unit).toBe('USD');
    expect(value.series.map(({ value: arr }) => arr)).not.toContain(null);
    expect(value.segments['tier']?.length).toBeGreaterThan(2);
  });
});

describe('The index', () => {
  it('leads to every KPI, by domain too', async () => {
    const { kpis } = KPI_INDEX_ANSWER.parse((await api.json('/api/ontology/index.json')).body);
    expect(kpis.map(({ id }) => id)).toEqual(KPIS.map(({ id }) => id));
    for (const { path, id, name } of kpis) expect((await api.json(path)).body).toMatchObject({ id, name });
    for (const domain of ['customers', 'sales']) {
      const own = KPI_INDEX_ANSWER.parse((await api.json(`/api/ontology/${domain}.json`)).body);
      expect(own.kpis).toEqual(kpis.filter((kpi) => kpi.domain === domain));
    }
  });
});

describe('A question is refused', () => {
  it.each([
    ['customers/happiness.json', 404, []],
    ['sales/total_customers.json', 404, []],
    ['marketing.json', 404, []],
    ['sales/arr.json?period=2031-01', 404, []],
    ['sales/arr.json?periods=2025-01', 400, ['periods']],
    ['sales/arr.json?period=2025-13', 400, ['period']],
    ['sales/arr.json?grain=year&period=2025-01', 400, ['period']],
    ['sales/arr.json?grain=week', 400, ['grain']],
    ['index.json?grain=month', 400, ['grain']],
    ['sales.json?grain=month', 400, ['grain']],
  ])('%s with %i', async (path, status, fields) => {
    expect(await problemAt(path)).toEqual({ status, type: 'application/problem+json', fields });
  });
});

// The last one, because it takes the store on by nine months.
describe('The value of a year ago', () => {
  it.each([
    ['month', '2026-03', '2025-03', '2026-02'],
    ['quarter', '2026-Q1', '2025-Q1', '2025-Q4'],
    ['year', '2026', '2025', '2025'],
  ])('is by %s that of the snapshot then', async (grain, now, yearAgo, prior) => {
    await store.take(day('2026-03-31'), new Date('2026-03-31T12:00:00Z'));
    const {
      period,
      current,
      yoy,
      prior: before,
      series,
    } = (await kpiOf('sales.contracted_acv', `?grain=${grain}`)).value;
    const at = (label: string) => series.find((each) => each.period === label)?.value;
    expect({ period, current, yoy, before }).toEqual({
      period: now,
      current: at(now),
      yoy: at(yearAgo),
      before: at(prior),
    });
    expect(yoy).not.toBe(current);
  });
});
