import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractEvent, DEFAULT_POLICY } from '@app/domain';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { line, oneTime } from '../../../test/builders/lines.ts';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';

const POLICY = { ...DEFAULT_POLICY, grains: ['quarter'] as const };

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const own = (customer: string, tier: string): ContractEvent =>
  created({ contract: `own-${customer}`, customer, term: term('2025-01-01', null), attributes: { tier } });

const SOLD = created({
  contract: 'sold',
  customer: 'seller',
  term: term('2025-01-01', '2025-02-10'),
  lines: [line(), oneTime('2025-01-20', 500)],
});

/** It counts from March on, when the contract is not active; its term begins in July. */
const BOUGHT = amended({
  contract: 'sold',
  customer: 'buyer',
  effective: '2025-03-01',
  term: term('2025-07-01', null),
});

const oneTimeByTier = async (...batches: readonly (readonly ContractEvent[])[]) => {
  store = await store.emptied();
  for (const [i, events] of batches.entries()) {
    await store.apply(fileBatch(events, `batch ${i}`));
    await store.take(day('2025-03-31'));
  }
  const rows = await store.database.query<{ segment: string; total: string; bookings: string }>(
    `SELECT segment, content ->> 'one_time_total' AS total, content ->> 'bookings_count' AS bookings
     FROM snapshot_current WHERE dimension = 'tier' AND period = '2025-Q1' ORDER BY segment`,
  );
  return rows.map(({ segment, total, bookings }) => `${segment} ${total} ${bookings}`);
};

describe('a contract that changes hands while it is not active', () => {
  it('takes its one-time lines and bookings along, whatever arrives first', async () => {
    const others = [own('seller', 'small'), own('buyer', 'big')];
    const expected = ['big 500 2', 'small 0 1'];
    expect(await oneTimeByTier([...others, SOLD, BOUGHT])).toEqual(expected);
    expect(await oneTimeByTier([...others, SOLD], [BOUGHT])).toEqual(expected);
    expect(await oneTimeByTier([...others, BOUGHT], [SOLD])).toEqual(expected);
  });
});
