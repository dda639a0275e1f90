import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { formatsFor } from '@app/wording';
import { PostgresExplanationSource } from '@app/persistence';
import { askedPeriod, ExplainPeriod, snapshotRecord, type SnapshotRevision } from '@app/processing';
import {
  NARRATIVE_ANSWER,
  PERIODS_ANSWER,
  SEGMENTS_ANSWER,
  SERIES_ANSWER,
  SNAPSHOT,
  SNAPSHOTS_ANSWER,
} from '@app/wire/answers';
import { answerOf, everyRow, problemOf } from '../../../test/builders/answers.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedBook } from '../../../test/builders/served-book.ts';

let store: OpenStore;
let api: Served;

withServedBook((served) => {
  ({ store, api } = served);
});

const current = async (): Promise<readonly SnapshotRevision[]> => {
  const all: SnapshotRevision[] = [];
  for await (const revisions of store.books.currentSnapshots()) all.push(...revisions);
  return all.filter(({ status }) => status !== 'withdrawn');
};

const byId = (records: readonly unknown[]) =>
  new Map(records.map((record) => [(record as { snapshot_id: string }).snapshot_id, record]));

describe('Snapshots', () => {
  it('are the records that are published, to the last digit', async () => {
    const published = byId((await current()).map((revision) => JSON.parse(snapshotRecord(revision)) as unknown));
    for (const grain of ['month', 'quarter', 'year']) {
      const served = await everyRow(api, `snapshots?grain=${grain}`, SNAPSHOTS_ANSWER, 7);
      const own = [...published.values()].filter((record) => (record as { grain: string }).grain === grain);
      expect(served).toHaveLength(own.length);
      expect(byId(served)).toEqual(byId(own));
      for (const record of served) SNAPSHOT.parse(record);
    }
  });

  it('are in the order of period, dimension and segment, each once, whatever the length of the pages', async () => {
    const keys = async (limit: number) =>
      (await everyRow(api, 'snapshots?dimension=tier&dimension=all', SNAPSHOTS_ANSWER, limit)).map(
        ({ period, dimension, segment }) => `${period} ${dimension} ${segment}`,
      );
    const all = await keys(1000);
    expect(all.length).toBeGreaterThan(12);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(all.toSorted());
    expect(await keys(1)).toEqual(all);
    expect(await keys(5)).toEqual(all);
  });

  it('are restricted by periods, segments and fields', async () => {
    const path = `snapshots?from=2025-05&to=2025-06&dimension=tier&segment=${encodeURIComponent('<b>silver</b>')}&segment=silver&fields=arr&fields=signals`;
    const { data } = await answerOf(api, path, SNAPSHOTS_ANSWER);
    expect(data.map(({ period, segment }) => [period, segment])).toEqual([
      ['2025-05', '<b>silver</b>'],
      ['2025-05', 'silver'],
      ['2025-06', '<b>silver</b>'],
      ['2025-06', 'silver'],
    ]);
    expect(Object.keys(data[0] ?? {})).not.toContain('active_logos');
    expect(data.map(({ arr }) => arr)).toEqual(['1200', '4560', '1200', '4560']);
  });

  it('are those that were known at an instant', async () => {
    const known = await answerOf(api, 'snapshots?dimension=all&known_at=2025-04-01T00:00:00Z', SNAPSHOTS_ANSWER);
    expect(known.data.map(({ period, arr }) => [period, arr]).at(-1)).toEqual(['2025-03', '10200']);
    const before = await answerOf(api, 'snapshots?known_at=2025-03-31T11:00:00Z', SNAPSHOTS_ANSWER);
    expect(before.data).toEqual([]);
  });

  it.each([
    ['snapshots?grain=week', ['grain']],
    ['snapshots?grain=year&from=2025-01', ['from']],
    ['snapshots?from=2025-01&to=2025', ['to']],
    ['snapshots?dimension=nation', ['dimension']],
    ['snapshots?fields=arrr', ['fields.0']],
    ['snapshots?segments=x', ['segments']],
    ['snapshots?known_at=yesterday', ['known_at']],
    ['series', ['figures']],
    ['series?figures=acv&segment=silver', ['segment']],
    ['series?figures=acv&dimension=nation', ['dimension']],
    ['segments', ['dimension']],
    ['segments?dimension=nation', ['dimension']],
    ['periods?grain=day', ['grain']],
    ['narrative', ['period']],
    ['narrative?period=2025-99', ['period']],
    ['narrative?period=2025-06&dimension=tier', ['segment']],
  ])('are refused for %s', async (path, fields) => {
    expect(await problemOf(api, path)).toEqual({ status: 400, fields });
  });
});

describe('Series', () => {
  it('have the values of the snapshots by column, and null where there is none', async () => {
    const series = await answerOf(api, 'series?figures=arr,acv_median&dimension=tier', SERIES_ANSWER);
    expect(series.periods).toEqual(['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06']);
    expect(series.measured_on.at(-1)).toBe('2025-06-30');
    const snapshots = await everyRow(api, 'snapshots?dimension=tier', SNAPSHOTS_ANSWER, 1000);
    const book = await everyRow(api, 'snapshots?dimension=all', SNAPSHOTS_ANSWER, 1000);
    for (const { segment, figures, status, arr_share: shares } of series.segments) {
      series.periods.forEach((period, i) => {
        const own = snapshots.find((each) => each.period === period && each.segment === segment);
        expect(figures.arr?.[i]).toBe(own?.arr ?? null);
        expect(figures.acv_median?.[i]).toBe(own?.acv_median ?? null);
        expect(status[i]).toBe(own?.status ?? null);
        const whole = book.find((each) => each.period === period)?.arr;
        const share = own === undefined ? null : (Number(own.arr) / Number(whole)).toFixed(6);
        expect(shares[i]).toBe(share);
      });
    }
    expect(series.segments.some(({ status }) => status.includes(null))).toBe(true);
  });

  it('are empty for segments and periods that were never reported', async () => {
    const path = `series?figures=arr&dimension=tier&segment=${encodeURIComponent("'; DROP TABLE snapshot;--")}&from=2031-01`;
    expect(await answerOf(api, path, SERIES_ANSWER)).toMatchObject({ periods: [], segments: [] });
  });
});

describe('The report', () => {
  it('is a page of its own, which may load and run nothing', async () => {
    const answer = await api.get('/api/v1/report?period=2025-06&dimension=tier&locale=de-DE');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('inline; filename="acv-2025-06.html"');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(policy).not.toContain('unsafe');
    const page = await answer.text();
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
    const { data } = await answerOf(api, 'snapshots?dimension=all&from=2025-06', SNAPSHOTS_ANSWER);
    expect(page).toContain(formatsFor('de-DE', 'USD').whole(data[0]?.acv));
  });

  it.each([
    ['report', 400, ['period']],
    ['report?period=2025-06&locale=not_one', 400, ['locale']],
    ['report?period=2025-06&dimension=nation', 400, ['dimension']],
    ['report?period=2031-01', 404, []],
  ])('is refused for %s', async (path, status, fields) => {
    expect(await problemOf(api, path)).toEqual({ status, fields });
  });
});

describe('The pickers', () => {
  it('list the periods of each grain with their state', async () => {
    const periods = await everyRow(api, 'periods', PERIODS_ANSWER, 4);
    expect(periods.map(({ grain }) => grain).filter((grain) => grain === 'quarter')).toHaveLength(2);
    expect(periods.at(-1)).toEqual({
      grain: 'year',
      period: '2025',
      period_start: '2025-01-01',
      period_end: '2026-01-01',
      measured_on: '2025-06-30',
      status: 'open',
    });
    expect((await answerOf(api, 'periods?grain=year', PERIODS_ANSWER)).data).toHaveLength(1);
  });

  it('list the segments of a dimension', async () => {
    const { data } = await answerOf(api, 'segments?dimension=tier', SEGMENTS_ANSWER);
    expect(data.map(({ segment }) => segment)).toEqual(['(none)', '<b>silver</b>', 'gold', 'silver']);
  });
});

describe('The narrative', () => {
  it.each([
    ['2025-06', null],
    ['2025-Q2', null],
    ['2025', null],
    ['2025-05', 'silver'],
  ])('of %s %s has the sentences of the explanation', async (label, segment) => {
    const named = segment === null ? '' : `&dimension=tier&segment=${segment}`;
    const served = await answerOf(api, `narrative?period=${label}${named}`, NARRATIVE_ANSWER);
    const name = segment === null ? { dimension: 'all', segment: 'all' } : { dimension: 'tier', segment };
    const explained = await new ExplainPeriod(new PostgresExplanationSource(store.database, store.policy)).of(
      askedPeriod(label, store.policy),
      name,
    );
    expect(served.sentences.length).toBeGreaterThan(0);
    expect(served.sentences).toEqual(JSON.parse(JSON.stringify(explained?.narrative)));
    expect(served).toMatchObject({ ...name, revision: explained?.revision, status: explained?.status });
  });

  it('is not found where nothing was reported', async () => {
    expect(await problemOf(api, 'narrative?period=2031-01')).toEqual({ status: 404, fields: [] });
    expect(await problemOf(api, 'narrative?period=2025-06&dimension=tier&segment=bronze')).toMatchObject({
      status: 404,
    });
  });
});
