import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, plain, round10 } from '@app/domain';
import fc from 'fast-check';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const inSql = async (values: readonly string[]): Promise<readonly string[]> => {
  const rows = await store.database.query<{ rounded: string }>(
    'SELECT round10(v)::text AS rounded FROM unnest($1::numeric[]) WITH ORDINALITY AS given(v, i) ORDER BY i',
    [values],
  );
  return rows.map(({ rounded }) => plain(new Decimal(rounded)));
};

const digits = fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n });
const tie = digits.map((units) => new Decimal((units * 10n + 5n).toString()).div('1e11'));
const nearTie = fc.tuple(tie, fc.constantFrom('1e-20', '-1e-20')).map(([value, off]) => value.plus(off));
const any = fc
  .tuple(digits, fc.integer({ min: 0, max: 25 }))
  .map(([units, places]) => new Decimal(units.toString()).div(`1${'0'.repeat(places)}`));

describe('round10 of the database', () => {
  it('rounds half to even at the tenth place, as the domain does, ties and negative ones too', async () => {
    const values = fc.sample(fc.oneof(tie, nearTie, any), 3000).map((value) => value.toFixed());
    expect(await inSql(values)).toEqual(values.map((value) => plain(round10(new Decimal(value)))));
  });

  it.each([
    ['0.00000000005', '0'],
    ['0.00000000015', '0.0000000002'],
    ['-0.00000000005', '0'],
    ['-0.00000000025', '-0.0000000002'],
  ])('makes %s %s', async (value, rounded) => {
    expect(await inSql([value])).toEqual([rounded]);
  });
});
