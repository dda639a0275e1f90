import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  type ActiveContract,
  type CivilDate,
  comparisonRates,
  Decimal,
  DEFAULT_POLICY,
  handedOverTo,
  type Period,
  periodLabelled,
  reportingContracts,
} from '@app/domain';
import fc from 'fast-check';
import { day } from '../../../test/builders/events.ts';
import { type OpenStore, openFresh } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { situationIn } from '../../../test/naive/random-situation.ts';
import { type PostgresService, startPostgres } from '../../../test/services/postgres.ts';
import { beginComparison, makeTables, comparePositions } from '../src/snapshots/comparison/comparison.ts';
import { PASSING } from '../src/snapshots/sql/table-names.ts';
import { Script } from '../src/snapshots/sql/script.ts';

const SITUATIONS = 1500;
const SEED = 17;

const MARCH: Period = periodLabelled('month', '2025-03', 1);
const DAYS = { now: day('2025-03-31'), prior: day('2025-02-28'), yearAgo: null };
/** None of JPY. */
const RATES = comparisonRates(
  [{ currency: 'EUR', date: day('2025-01-01'), rate: new Decimal('1.1') }],
  MARCH.start,
  DAYS,
  DEFAULT_POLICY,
);

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

/** Around both days. */
const any = fc.constantFrom('2025-01-10', '2025-02-28', '2025-03-01', '2025-03-15', '2025-03-31', '2025-04-01');
const early = fc.constantFrom('2025-01-01', '2025-02-28', '2025-03-01', '2025-03-31');

/** Contracts of three customers each, by names of their own, so that one comparison looks at all of them. */
const situations = (): readonly string[] =>
  fc
    .sample(fc.noBias(situationIn({ first: '2025-01-01', day: any, early })), { numRuns: SITUATIONS, seed: SEED })
    .flatMap((events, i) =>
      events.map((event) => JSON.stringify(event).replaceAll(/"(?=tie-|cus-)/g, `"${String(i).padStart(4, '0')} `)),
    );

type Giving = Readonly<{ contract: string; giver: string; receiver: string }>;

/** By the statements that snapshots are taken with. */
const givenInTables = (): Promise<readonly Giving[]> =>
  store.database.transaction('REPEATABLE READ', async (transaction) => {
    const script = new Script();
    makeTables(script, PASSING);
    const at = { period: MARCH, days: DAYS, rates: RATES };
    beginComparison(script, at);
    comparePositions(script, { policy: DEFAULT_POLICY, at, among: 'all' }, PASSING);
    await script.send(transaction);
    return transaction.query<Giving>(
      `SELECT contract_id AS contract, giver, receiver FROM ${PASSING.handedOver} ORDER BY contract_id`,
    );
  });

type SpanRow = Omit<ActiveContract, 'arr' | 'renews'> & Readonly<{ arr: string; renews: readonly string[] | null }>;

const activeOn = async (on: CivilDate): Promise<readonly ActiveContract[]> => {
  const rows = await store.database.query<SpanRow>(
    `SELECT contract_id AS "contractId", customer_id AS "customerId", currency, arr::text, '{}'::json AS attributes, renews
     FROM contract_span WHERE valid_from <= $1 AND valid_to > $1 ORDER BY contract_id`,
    [on],
  );
  return rows.map((row) => ({ ...row, arr: new Decimal(row.arr), renews: row.renews ?? [] }));
};

const rates = new Map(RATES.measured.map(({ currency, now }) => [currency, now]));

const countedOf = (contracts: readonly ActiveContract[]) =>
  [...Map.groupBy(contracts, ({ customerId }) => customerId).values()].flatMap((own) => reportingContracts(own, rates));

/** By an independent reading of the definitions, contract by contract. */
const givenAsRead = async (): Promise<readonly Giving[]> => {
  const [then, now] = [await activeOn(DAYS.prior), await activeOn(DAYS.now)];
  const byId = new Map(now.map((contract) => [contract.contractId, contract]));
  const renewing = Map.groupBy(
    now.flatMap((contract) => contract.renews.map((renewed) => ({ contract, renewed }))),
    ({ renewed }) => renewed,
  );
  const active = new Set(countedOf(now).flatMap(({ contract, arr }) => (arr.gt(0) ? [contract.customerId] : [])));
  return countedOf(then)
    .map(({ contract: { contractId, customerId } }) => {
      const receiver = handedOverTo(customerId, {
        contract: byId.get(contractId) ?? null,
        renewing: (renewing.get(contractId) ?? []).map(({ contract }) => contract),
        rates,
        isActive: (customer) => active.has(customer),
      });
      return { contract: contractId, giver: customerId, receiver };
    })
    .flatMap(({ receiver, ...given }) => (receiver === null ? [] : [{ ...given, receiver }]))
    .toSorted((a, b) => (a.contract < b.contract ? -1 : 1));
};

it('the statements hand over the same contracts to the same customers as a reading contract by contract', async () => {
  await store.apply(fileBatch(situations()));
  await store.fold();
  const wanted = await givenAsRead();
  const now = new Set((await activeOn(DAYS.now)).map(({ contractId }) => contractId));
  const changedHands = wanted.filter(({ contract }) => now.has(contract)).length;
  expect(changedHands).toBeGreaterThan(40);
  expect(wanted.length - changedHands).toBeGreaterThan(40);
  expect(await givenInTables()).toEqual(wanted);
});
