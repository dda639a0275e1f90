import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, DEFAULT_POLICY } from '@app/domain';
import { PostgresCheckLedger } from '@app/persistence';
import { checkLedger } from '@app/processing';
import { policyId } from '@app/wire';
import { CHEAPER, checked, MORE, TEN } from '../builders/checked-events.ts';
import { created, day, merged } from '../builders/events.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

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

const GIVEN = [
  '{',
  TEN,
  CHEAPER,
  '{',
  MORE,
  TEN,
  merged('cus-2', 'cus-3'),
  created({ contract: 'sub-2', customer: 'cus-2', currency: 'EUR' }),
];
const RATES = [{ currency: 'EUR', date: day('2025-03-01'), rate: new Decimal(1) }];
const OPTIONS = { policy: DEFAULT_POLICY, policyId: policyId(DEFAULT_POLICY) };

describe('A check of a store', () => {
  it('finds in the ledger what a check of the files finds, whatever the size of a page', async () => {
    const books = await store.emptied();
    await books.rates(RATES);
    await books.apply(fileBatch(GIVEN));
    const ofFiles = await checked(GIVEN, { rates: RATES });
    for (const page of [1, 2, 5000]) {
      const ledger = new PostgresCheckLedger(books.database, { ...OPTIONS, page });
      const report = await checkLedger(ledger, DEFAULT_POLICY, () => undefined);
      expect(report).toEqual({ ...ofFiles, events: { ...ofFiles.events, repeated: 0 }, findings: expect.anything() });
      expect(report.findings.map(({ code, count }) => [code, count])).toEqual([
        ['scheduled_change_lost', 1],
        ['currency_without_rate', 1],
      ]);
      expect(report.findings[0]?.examples[0]?.events.map(({ id, file }) => [id, file])).toEqual([
        ['cheaper', null],
        ['more', null],
      ]);
    }
  });
});
