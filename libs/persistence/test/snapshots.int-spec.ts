import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { AsOfMovesBackError } from '@app/processing';
import { amended, cancelled, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
beforeEach(async () => {
  store = await store.emptied();
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

type Revision = Readonly<{
  period: string;
  segment: string;
  revision: number;
  status: string;
  reason: string;
  as_of: string;
  measured_on: string;
}>;

/** The revisions of the whole, in the order in which they were written. */
const revisions = async (period: string, dimension = 'all'): Promise<readonly string[]> => {
  const rows = await store.database.query<Revision>(
    `SELECT segment, revision, status, reason, as_of::text, measured_on::text FROM snapshot
     WHERE grain = 'month' AND period = $1 AND dimension = $2 ORDER BY segment, revision`,
    [period, dimension],
  );
  return rows.map(({ segment, revision, status, reason, as_of, measured_on }) =>
    [segment, revision, status, reason, `as of ${as_of}`, `on ${measured_on}`].join(' '),
  );
};

const current = async (
  period: string,
  dimension = 'all',
  segment = 'all',
): Promise<Readonly<Record<string, unknown>>> => {
  const [row] = await store.database.query<{ content: Readonly<Record<string, unknown>> }>(
    `SELECT content FROM snapshot_current WHERE period = $1 AND dimension = $2 AND segment = $3`,
    [period, dimension, segment],
  );
  return row?.content ?? {};
};

const EVERGREEN = term('2025-01-01', null);

describe('the revisions of a snapshot', () => {
  it('are written where content changes, and not where nothing does', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.take(day('2025-01-10'));
    expect(await revisions('2025-01')).toEqual(['all 1 open first as of 2025-01-10 on 2025-01-10']);
    expect(await store.take(day('2025-01-10'))).toEqual({ periods: 0, revisions: 0, restated: 0 });
    expect((await store.take(day('2025-01-11')))?.revisions).toBe(0);
  });

  it('close a period some days after its end, and restate it when its content changes after that', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    for (const asOf of ['2025-01-10', '2025-02-02', '2025-02-03', '2025-02-04']) await store.take(day(asOf));
    expect(await revisions('2025-01')).toEqual([
      'all 1 open first as of 2025-01-10 on 2025-01-10',
      'all 2 closed time as of 2025-02-03 on 2025-01-31',
    ]);
    await store.apply(
      fileBatch([amended({ term: EVERGREEN, effective: '2025-01-20', version: 1, lines: [line({ price: 50 })] })]),
    );
    await store.take(day('2025-02-05'));
    expect(await revisions('2025-01')).toContain('all 3 restated events as of 2025-02-05 on 2025-01-31');
    await store.take(day('2025-02-06'));
    expect(await revisions('2025-01')).toHaveLength(3);
  });

  it('are closed at once where a period was over before it was first reported', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.take(day('2025-03-10'));
    expect(await revisions('2025-01')).toEqual(['all 1 closed first as of 2025-03-10 on 2025-01-31']);
    expect(await revisions('2025-03')).toEqual(['all 1 open first as of 2025-03-10 on 2025-03-10']);
  });

  it('distinguish a change of rates from one of events, and name rates where both changed', async () => {
    const eur = (date: string, rate: string) => [{ currency: 'EUR', date: day(date), rate: new Decimal(rate) }];
    await store.rates(eur('2025-01-01', '1.1'));
    await store.apply(fileBatch([created({ term: EVERGREEN, currency: 'EUR' })]));
    await store.take(day('2025-02-10'));
    await store.rates(eur('2025-01-01', '1.2'));
    await store.take(day('2025-02-10'));
    await store.apply(
      fileBatch([
        amended({
          term: EVERGREEN,
          currency: 'EUR',
          effective: '2025-01-05',
          version: 1,
          lines: [line({ price: 50 })],
        }),
      ]),
    );
    await store.take(day('2025-02-10'));
    await store.rates(eur('2025-01-01', '1.3'));
    await store.apply(
      fileBatch([
        amended({
          term: EVERGREEN,
          currency: 'EUR',
          effective: '2025-01-05',
          version: 2,
          lines: [line({ price: 60 })],
        }),
      ]),
    );
    await store.take(day('2025-02-10'));
    expect((await revisions('2025-01')).map((text) => text.split(' ').slice(1, 4).join(' '))).toEqual([
      '1 closed first',
      '2 restated fx',
      '3 restated events',
      '4 restated fx',
    ]);
  });

  it('keep a segment that was reported, with zeros', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN, attributes: { tier: 'gold' } })]));
    await store.take(day('2025-01-10'));
    await store.apply(fileBatch([amended({ term: EVERGREEN, version: 1, attributes: { tier: 'silver' } })]));
    await store.take(day('2025-01-10'));
    expect(await current('2025-01', 'tier', 'gold')).toMatchObject({ arr: '0', active_logos: 0, acv: null });
    expect(await current('2025-01', 'tier', 'silver')).toMatchObject({ arr: '1200', active_logos: 1 });
    expect(await revisions('2025-01', 'tier')).toEqual([
      'gold 1 open first as of 2025-01-10 on 2025-01-10',
      'gold 2 open events as of 2025-01-10 on 2025-01-10',
      'silver 1 open first as of 2025-01-10 on 2025-01-10',
    ]);
  });

  it('are named by the take that wrote them, which names the changes that it saw', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.take(day('2025-01-10'));
    const seen = await store.database.query(
      `SELECT DISTINCT s.take_id = c.take_id AS same, l.id FROM snapshot s, change c JOIN ledger l ON l.seq = ANY(c.events)`,
    );
    expect(seen).toEqual([{ same: true, id: 'sub-1 created 2025-01-01 v0' }]);
  });
});

describe('the first day on which any contract is active', () => {
  it('has a snapshot of its period, and none before it', async () => {
    await store.apply(fileBatch([created({ term: term('2025-02-10', null) })]));
    await store.take(day('2025-03-10'));
    const periods = await store.database.query(`SELECT DISTINCT period FROM snapshot ORDER BY period`);
    expect(periods).toEqual([{ period: '2025-02' }, { period: '2025-03' }]);
    expect(await current('2025-02')).toMatchObject({ trend_null_reason: 'no_prior_period' });
  });

  it('makes none at all where it lies after the day of the take', async () => {
    await store.apply(fileBatch([created({ term: term('2025-02-10', null) })]));
    expect(await store.take(day('2025-02-09'))).toEqual({ periods: 0, revisions: 0, restated: 0 });
  });

  it('moves the comparison of a period when it moves', async () => {
    await store.apply(fileBatch([created({ term: term('2025-08-05', null) })]));
    await store.take(day('2025-09-10'));
    expect(await current('2025-08')).toMatchObject({ acv_prior: null, trend_null_reason: 'no_prior_period' });
    await store.apply(
      fileBatch([created({ contract: 'sub-2', customer: 'cus-2', term: term('2025-01-01', '2025-01-10') })]),
    );
    await store.take(day('2025-09-10'));
    expect(await current('2025-08')).toMatchObject({ acv_prior: null, trend_null_reason: 'prior_without_logos' });
  });
});

describe('the first day on which any contract is active, moved on', () => {
  it('takes the comparison of a period away', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'sub-2', customer: 'cus-2', term: term('2025-01-01', '2025-01-10'), lines: [] }),
        created({ term: term('2025-08-05', null) }),
      ]),
    );
    await store.take(day('2025-09-10'));
    expect(await current('2025-08')).toMatchObject({ trend_null_reason: 'prior_without_logos' });
    await store.apply(fileBatch([cancelled({ contract: 'sub-2', effective: '2025-01-01', version: 1 })]));
    await store.take(day('2025-09-10'));
    expect(await current('2025-08')).toMatchObject({ trend_null_reason: 'no_prior_period' });
  });
});

describe('a take', () => {
  it('refuses a day before the last one', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.take(day('2025-01-10'));
    await expect(store.take(day('2025-01-09'))).rejects.toThrow(AsOfMovesBackError);
  });

  it('leaves closed periods to wait while a partition catches up', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.take(day('2025-02-10'));
    await store.apply(fileBatch([created({ contract: 'sub-2', customer: 'cus-2', term: EVERGREEN })]));
    await store.database.query(
      `INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ('events', 0, 0, 10001)`,
    );
    await store.take(day('2025-02-10'));
    expect(await revisions('2025-01')).toHaveLength(1);
    expect(await revisions('2025-02')).toHaveLength(2);
    await store.database.query('UPDATE progress SET log_end = 10000');
    await store.take(day('2025-02-10'));
    expect(await revisions('2025-01')).toContain('all 2 restated events as of 2025-02-10 on 2025-01-31');
  });

  it('remembers through a catch-up that a first active day moved, for the closed periods that wait', async () => {
    await store.apply(fileBatch([created({ term: term('2025-03-01', null), effective: '2025-03-01' })]));
    await store.take(day('2025-05-10'));
    expect(await current('2025-04', 'cohort', '2025-Q1')).toMatchObject({ active_logos: 1 });
    const earlier = { contract: 'sub-0', term: term('2024-10-01', '2024-11-01'), effective: '2024-10-01' };
    await store.apply(fileBatch([created(earlier)]));
    await store.database.query(
      `INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ('events', 0, 0, 10001)`,
    );
    await store.take(day('2025-05-10'));
    await store.database.query('UPDATE progress SET log_end = 0');
    await store.take(day('2025-05-10'));
    expect(await current('2025-04', 'cohort', '2024-Q4')).toMatchObject({ active_logos: 1 });
    expect(await current('2025-04', 'cohort', '2025-Q1')).toMatchObject({ active_logos: 0 });
  });

  it('gives a backfill the reason events', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.take(day('2025-02-10'));
    await store.database.query(
      `INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ('events', 0, 0, 10001)`,
    );
    await store.apply(fileBatch([created({ contract: 'sub-2', customer: 'cus-2', term: EVERGREEN })]));
    await store.take(day('2025-02-10'));
    expect(await revisions('2025-02')).toEqual([
      expect.stringContaining('1 open first'),
      expect.stringContaining('2 open events'),
    ]);
  });

  it('lets another one go first while that is at work', async () => {
    await store.apply(fileBatch([created({ term: EVERGREEN })]));
    await store.database.transaction('READ COMMITTED', async ({ query }) => {
      await query('LOCK TABLE take_gate IN SHARE ROW EXCLUSIVE MODE');
      expect(await store.take(day('2025-01-10'))).toBeNull();
    });
    expect(await store.take(day('2025-01-10'))).toMatchObject({ periods: 1 });
  });

  it('counts a successor that starts early and what it replaces once', async () => {
    await store.apply(
      fileBatch([
        created({ contract: 'old', lines: [line({ price: 100_000, per: 'year' })] }),
        created({
          contract: 'new',
          renews: ['old'],
          term: term('2025-11-15', '2026-11-15'),
          lines: [line({ price: 110_000, per: 'year' })],
        }),
      ]),
    );
    await store.take(day('2025-12-05'));
    expect(await current('2025-10')).toMatchObject({ arr: '100000', active_contracts: 1 });
    expect(await current('2025-11')).toMatchObject({ arr: '110000', active_contracts: 1, active_logos: 1 });
  });

  it('names the currencies that have no rate on every row, and leaves out what they state', async () => {
    await store.apply(
      fileBatch([
        created({ term: EVERGREEN }),
        created({ contract: 'sub-2', customer: 'cus-2', currency: 'JPY', term: EVERGREEN }),
      ]),
    );
    await store.take(day('2025-01-10'));
    expect(await current('2025-01')).toMatchObject({ arr: '1200', active_logos: 1, missing_fx: ['JPY'] });
    expect(await current('2025-01', 'acv_band', '<5k')).toMatchObject({ missing_fx: ['JPY'] });
  });

  it('puts customers into the bands and cohorts of the policy, the lower edge inclusive', async () => {
    const price = (contract: string, amount: string) =>
      created({ contract, customer: contract, term: EVERGREEN, lines: [line({ price: amount, per: 'year' })] });
    await store.apply(fileBatch([price('a', '4999.9999999999'), price('b', '5000'), price('c', '50000')]));
    await store.take(day('2025-01-10'));
    const rows = await store.database.query(
      `SELECT dimension, segment, active_logos FROM snapshot_current WHERE dimension IN ('acv_band', 'cohort') ORDER BY 1, 2`,
    );
    expect(rows).toEqual([
      { dimension: 'acv_band', segment: '5k-15k', active_logos: 1 },
      { dimension: 'acv_band', segment: '<5k', active_logos: 1 },
      { dimension: 'acv_band', segment: '>=50k', active_logos: 1 },
      { dimension: 'cohort', segment: '2025-Q1', active_logos: 3 },
    ]);
  });

  it('takes no part in a contract that is cancelled from its first day', async () => {
    await store.apply(fileBatch([created(), cancelled({ effective: '2025-01-01', version: 1 })]));
    expect(await store.take(day('2025-03-10'))).toEqual({ periods: 0, revisions: 0, restated: 0 });
  });
});
