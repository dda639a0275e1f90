import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import { amended, cancelled, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

let service: PostgresService;
/** Takes of the one keep their comparisons, those of the other work them out from the whole book. */
let keeping: OpenStore;
let anew: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  keeping = await openFresh(service, undefined, 0);
  anew = await openFresh(service);
});
afterAll(async () => {
  await keeping.close();
  await anew.close();
  await service.stop();
});

const OPEN = term('2025-01-01', null);
const TODAY = day('2025-06-20');
const NEXT_DAY = day('2025-06-21');
const CUSTOMERS = 80;
const TIERS = ['enterprise', 'mid-market', 'self-serve'];

/** The same numbers in every run, spread as if by chance. */
const spread = (seed: number, below: number): number => Math.abs((seed * 48_271) % 2_147_483_647) % below;

const terms = (customer: number, round: number, effective: string) => ({
  id: `${customer} ${round}`,
  version: round,
  contract: `sub_${customer}`,
  customer: `cus_${customer}`,
  effective,
  term: OPEN,
  lines: [line({ price: 1 + spread(customer * 31 + round * 7919 + 1, 900) })],
  // Segments that are common, and one that is rare.
  attributes: { tier: customer % 40 === 7 ? 'rare' : (TIERS[spread(customer + round, 3)] ?? '') },
});

const opening = Array.from({ length: CUSTOMERS }, (_, i) =>
  created(terms(i, 0, i % 4 === 0 ? '2025-06-02' : '2025-02-01')),
);

/** Prices and tiers change, customers leave and come: this moves quantiles up and down in every segment. */
const changesOf = (round: number): readonly ContractEvent[] =>
  Array.from({ length: 15 }, (_, i) => {
    const customer = spread(round * 1009 + i * 613, CUSTOMERS);
    if (i === 0) return created(terms(CUSTOMERS + round, round, '2025-06-05'));
    const { id, version, contract } = terms(customer, round, '2025-06-10');
    return i % 5 === 0
      ? cancelled({ id: `${id} ${i}`, version, contract, effective: '2025-06-12' })
      : amended({ ...terms(customer, round, '2025-06-10'), id: `${id} ${i}` });
  });

type Current = Readonly<{ period: string; dimension: string; segment: string; content: string }>;

const currentOf = ({ database }: OpenStore): Promise<readonly Current[]> =>
  database.query<Current>(
    `SELECT period, dimension, segment, content::text AS content FROM snapshot_current ORDER BY period, dimension, segment`,
  );

const kept = async (): Promise<number> => {
  const [row] = await keeping.database.query<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM pg_class WHERE relname LIKE 'kept_comparison' AND relpersistence = 't'`,
  );
  return row?.rows ?? 0;
};

/** At the end of every take there are changes that it has not read, more than a third of 5,000 customers. */
const CHANGES_DURING_TAKES = `
CREATE FUNCTION change_much() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO change (contract_id, customers, first_day, last_day, events)
  SELECT 'other', ARRAY['other'], '2025-06-01', 'infinity', ARRAY[n] FROM generate_series(1, 1668) AS n;
  RETURN NULL;
END $$;
CREATE TRIGGER overload AFTER UPDATE ON take EXECUTE FUNCTION change_much()`;

/** The indexes by which a take keeps comparisons up. */
const indexes = async (): Promise<number> => {
  const [row] = await keeping.database.query<{ rows: number }>(
    `SELECT count(*)::int AS rows FROM pg_index JOIN pg_class ON oid = indrelid WHERE relname LIKE 'ranked_value_month%'`,
  );
  return row?.rows ?? 0;
};

describe('a kept comparison', () => {
  it('gives the figures of the whole book, take after take', async () => {
    for (let round = 0; round < 8; round += 1) {
      const events = round === 0 ? opening : changesOf(round);
      for (const store of [keeping, anew]) {
        await store.apply(fileBatch(events, `${round}.jsonl`));
        await store.take(TODAY);
      }
      expect(await currentOf(keeping)).toEqual(await currentOf(anew));
    }
    expect(await kept()).toBe(1);
  });

  it('gets no indexes while more changes come than the next take would keep up', async () => {
    await keeping.database.query(CHANGES_DURING_TAKES);
    await keeping.apply(fileBatch(changesOf(8), '8.jsonl'));
    await anew.apply(fileBatch(changesOf(8), '8.jsonl'));
    await keeping.take(NEXT_DAY);
    await anew.take(NEXT_DAY);
    expect(await indexes()).toBe(0);

    await keeping.database.query('DROP TRIGGER overload ON take');
    for (const round of [9, 10]) {
      for (const store of [keeping, anew]) {
        await store.apply(fileBatch(changesOf(round), `${round}.jsonl`));
        await store.take(NEXT_DAY);
      }
      expect(await currentOf(keeping)).toEqual(await currentOf(anew));
      expect(await indexes()).toBeGreaterThan(0);
    }
  });
});
