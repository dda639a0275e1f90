import { describe, expect, it } from '@jest/globals';
import { FIGURES } from '@app/domain';
import { z } from 'zod';
import { storedContent } from '../../../../test/builders/stored-content.ts';
import { IDENTITY, SNAPSHOT_RECORD } from '../outgoing/snapshot-record.ts';
import * as answers from './index.ts';

const {
  CONTRACTS_QUERY,
  MOVED_CUSTOMERS_QUERY,
  PLAN_QUERY,
  SERIES_QUERY,
  SNAPSHOT,
  SNAPSHOT_PART,
  SNAPSHOTS_ANSWER,
  SNAPSHOTS_QUERY,
} = answers;

const schemas = Object.values<unknown>(answers).filter((each) => each instanceof z.ZodType);

const snapshot: Readonly<Record<string, unknown>> = {
  snapshot_id: 'month|2025-03|all|all#1',
  grain: 'month',
  period: '2025-03',
  measured_on: '2025-03-31',
  dimension: 'all',
  segment: 'all',
  status: 'closed',
  revision: 1,
  reason: 'first',
  as_of: '2025-04-10',
  emitted_at: '2025-04-10T00:00:00.000Z',
  ...(JSON.parse(storedContent({ signals: [{ code: 'whale', top1_share: '0.500000' }] })) as object),
};

const reasons = (schema: z.ZodType, given: unknown): readonly string[] =>
  schema.safeParse(given).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('The schemas of the API', () => {
  it('can all be published as JSON Schema', () => {
    expect(schemas.length).toBeGreaterThan(50);
    for (const schema of schemas) {
      for (const io of ['input', 'output'] as const) {
        if (io === 'output' && schema instanceof z.ZodPipe) continue;
        expect(() => z.toJSONSchema(schema, { io, unrepresentable: io === 'output' ? 'any' : 'throw' })).not.toThrow();
      }
    }
  });

  it('give a snapshot the fields of its topic, in their order', () => {
    const published = SNAPSHOT_RECORD.schema(new Map());
    expect(Object.keys(SNAPSHOT.shape)).toEqual(Object.keys(published['properties'] ?? {}));
    expect(Object.keys(SNAPSHOT.shape)).toHaveLength(Object.keys(IDENTITY).length + FIGURES.length + 2);
  });

  it('accept a snapshot as it is published, and refuse a figure of another kind', () => {
    expect(reasons(SNAPSHOT, snapshot)).toEqual([]);
    expect(reasons(SNAPSHOT, { ...snapshot, arr: 12 })).toHaveLength(1);
    expect(reasons(SNAPSHOT, { ...snapshot, acv: '1.5' })).toHaveLength(1);
    expect(reasons(SNAPSHOT, { ...snapshot, more: 1 })).toHaveLength(1);
  });

  it('let a snapshot lack figures only where a part was asked for', () => {
    const { arr: _, ...part } = snapshot;
    expect(reasons(SNAPSHOT, part)).toHaveLength(1);
    expect(reasons(SNAPSHOT_PART, part)).toEqual([]);
    expect(reasons(SNAPSHOTS_ANSWER, { data: [snapshot, part], next_cursor: null })).toEqual([]);
    const { measured_on: __, ...nameless } = part;
    expect(reasons(SNAPSHOT_PART, nameless)).toHaveLength(1);
  });
});

describe('A query', () => {
  it('takes a parameter once or several times', () => {
    expect(SNAPSHOTS_QUERY.parse({ segment: 'a', dimension: ['tier', 'region'] })).toMatchObject({
      segment: ['a'],
      dimension: ['tier', 'region'],
      limit: 100,
    });
    expect(SERIES_QUERY.parse({ figures: 'acv,arr' }).figures).toEqual(['acv', 'arr']);
    expect(SERIES_QUERY.parse({ figures: ['acv', 'arr'] }).figures).toEqual(['acv', 'arr']);
  });

  it.each<[string, z.ZodType, object, RegExp]>([
    ['an unknown parameter', SNAPSHOTS_QUERY, { graim: 'month' }, /graim/],
    ['a label that cannot be', SNAPSHOTS_QUERY, { from: '2025-13' }, /^from: is not a period/],
    ['a figure that does not exist', SERIES_QUERY, { figures: 'acv,avc' }, /^figures\.1: /],
    [
      'a day that does not exist',
      MOVED_CUSTOMERS_QUERY,
      { from: '2025-02-30', to: '2025-03-31' },
      /^from: is not a day/,
    ],
    ['a limit of zero', SNAPSHOTS_QUERY, { limit: '0' }, /^limit: /],
    ['a limit that is too large', SNAPSHOTS_QUERY, { limit: '1001' }, /^limit: /],
    ['a text that no database stores', CONTRACTS_QUERY, { customer: 'a\0' }, /^customer: holds U\+0000/],
    ['an empty text', CONTRACTS_QUERY, { customer: '' }, /^customer: /],
    ['a negative target', PLAN_QUERY, { target: '-1' }, /^target: is not a decimal/],
    ['an instant without a zone', SNAPSHOTS_QUERY, { known_at: '2025-01-01T00:00:00' }, /^known_at: /],
  ])('refuses %s by its name', (_, schema, given, message) => {
    expect(reasons(schema, given)).toEqual([expect.stringMatching(message)]);
  });

  it('of contracts takes attributes by their names, and no other name', () => {
    const query = CONTRACTS_QUERY.parse({ 'attribute.tier': ['a', 'b'], 'attribute.a.b': 'c' });
    expect(query).toMatchObject({ 'attribute.tier': ['a', 'b'], 'attribute.a.b': ['c'], sort: '-arr' });
    expect(reasons(CONTRACTS_QUERY, { 'attribute.': 'x' })).toHaveLength(1);
    expect(reasons(CONTRACTS_QUERY, { tier: 'x' })).toEqual([expect.stringMatching(/tier/)]);
  });

  it('never changes an amount', () => {
    expect(PLAN_QUERY.parse({ target: '123456789012345.0123456789' }).target.toFixed()).toBe(
      '123456789012345.0123456789',
    );
  });
});
