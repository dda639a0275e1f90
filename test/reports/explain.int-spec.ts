import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addDays,
  type CivilDate,
  type ContractId,
  Decimal,
  DEFAULT_POLICY,
  type Grain,
  periodLabelled,
} from '@app/domain';
import { eventFiles, readPolicyFile, readRatesFile } from '@app/host';
import { PostgresExplanationSource } from '@app/persistence';
import {
  asJson,
  contractExplanation,
  type CheckedContract,
  ExplainContract,
  ExplainPeriod,
  type PeriodExplanation,
} from '@app/processing';
import { contractText } from '../../apps/cli/src/explain/contract/contract-text.ts';
import { explain } from '../../apps/cli/src/explain/explain-command.ts';
import { explainQuestion } from '../../apps/cli/src/explain/explain-arguments.ts';
import { periodText } from '../../apps/cli/src/explain/period/period-text.ts';
import { replayAndReport } from '../../apps/cli/src/replay/replay-and-report.ts';
import { existingStore } from '../../apps/cli/src/store/existing-store.ts';
import { amended, created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const AS_OF = day('2025-12-31');
const GOLDEN = join(import.meta.dirname, '../golden');
const silent = { show: () => undefined, done: () => undefined };

let service: PostgresService;
let store: OpenStore;

/** The golden ledger in a persistent store. */
const goldenStore = async (): Promise<OpenStore> => {
  const policy = await readPolicyFile('policy', join(GOLDEN, 'policy.json'));
  const opened = await openFresh(service, policy);
  const input = {
    source: await eventFiles('events', [join(GOLDEN, 'events.jsonl')]),
    asOf: AS_OF,
    policy,
    rates: await readRatesFile('rates', join(GOLDEN, 'rates.csv')),
  };
  const nowhere = { snapshots: null, contracts: null, refused: null };
  await replayAndReport(opened.database, input, nowhere, { today: () => AS_OF, progressLine: silent });
  return opened;
};

beforeAll(async () => {
  service = await startPostgres();
  store = await goldenStore();
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const source = (): PostgresExplanationSource => new PostgresExplanationSource(store.database, store.policy);

const contractOn = async (contractId: string, on: CivilDate = AS_OF): Promise<CheckedContract> => {
  const checked = await new ExplainContract(source(), store.policy).on(contractId as ContractId, on);
  if (checked === null) throw new Error(`there is no contract ${contractId}`);
  return checked;
};

const periodOf = async (label: string, dimension = 'all', segment = 'all'): Promise<PeriodExplanation> => {
  const period = periodLabelled('month', label, 1);
  const explanation = await new ExplainPeriod(source()).of(period, { dimension, segment });
  if (explanation === null) throw new Error(`there is no snapshot of ${label}`);
  return explanation;
};

/** Lines may be broken anywhere. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

const ids = async (): Promise<readonly string[]> =>
  (await store.database.query<{ id: string }>('SELECT contract_id AS id FROM contract')).map(({ id }) => id);

type Key = Readonly<{ grain: Grain; period: string; dimension: string; segment: string }>;

const snapshotKeys = (): Promise<Key[]> =>
  store.database.query<Key>('SELECT DISTINCT grain, period, dimension, segment FROM snapshot');

const READ = { missing: [], places: 2 };

describe('the explanation of a contract', () => {
  it('gives the figures of the store, on every tenth day of the year', async () => {
    const days = Array.from({ length: 40 }, (_, i) => addDays(day('2024-12-20'), i * 10));
    for (const contractId of await ids()) {
      for (const on of days) expect((await contractOn(contractId, on)).differences).toEqual([]);
    }
  });

  it('can be followed line by line', async () => {
    const text = inOneLine(contractText(await contractOn('cedar')));
    for (const said of [
      'cedar-2 governs 2025-12-31: of the events in effect by then it is the last in this order.',
      'seats (core): 1 × 200 = 200 each month',
      'less 25 % without an end: lasting, counts: leaves 150',
      'annual rate 150 × 12 a year = 1,800',
      'ACV = 975 ÷ (6.5 months ÷ 12) = 1,800',
      '2025-01-01 until 2025-06-16, seats by cedar-1: 2,400 × 5.5 months ÷ 12 = 1,100',
      'together 1,100 + 975 = 2,075',
      'Contracted ACV: the smaller of ACV 1,800 and contract value 2,075: 1,800',
      'The store holds the same figures.',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('says why an early renewal waits, and why a promotion moves no rate', async () => {
    expect(inOneLine(contractText(await contractOn('hazel', day('2025-06-01'))))).toContain(
      'states 2025-05-15 and is in effect from 2025-07-01, when its term starts',
    );
    expect(inOneLine(contractText(await contractOn('dogwood', day('2025-02-01'))))).toContain(
      'less 50 % until 2025-04-01: passing, so annual rates pass over it',
    );
  });

  it('says why the contract is not active', async () => {
    expect(inOneLine(contractText(await contractOn('fir', day('2025-05-01'))))).toContain('It is a cancellation');
    expect(inOneLine(contractText(await contractOn('ivy-old')))).toContain('Its term ended on 2025-11-01');
  });

  it('can be read as JSON', async () => {
    const json = JSON.parse(asJson(contractExplanation(await contractOn('kapok')))) as Record<string, unknown>;
    expect(json).toMatchObject({
      contract_id: 'kapok',
      governing: 'kapok-1',
      measures: { acv: '1800', contract_value: '4200' },
      worth: { acv: { rule: 'average', over: { months: '12', value: '1800' } } },
      differences: [],
    });
  });
});

describe('the explanation of a period', () => {
  it('leads from the prior ACV to this one and agrees with the books, for every segment', async () => {
    const keys = await snapshotKeys();
    expect(keys.length).toBeGreaterThan(12);
    for (const { period, dimension, segment } of keys) {
      const { bridge, figures, differences } = await periodOf(period, dimension, segment);
      expect(differences).toEqual([]);
      if (bridge !== null) expect(bridge.at(-1)?.leadsTo.toFixed(4)).toBe(figures.acv);
    }
  });

  it('names the customers that moved it, with amounts and drivers that add up', async () => {
    const { customers } = await periodOf('2025-04');
    expect(customers.map(({ customerId, movements }) => [customerId, ...movements])).toEqual([
      ['fir', 'churned'],
      ['ginkgo', 'expansion'],
    ]);
    expect(customers[1]?.drivers?.price.toFixed()).toBe('600');
  });

  it('shows a successor as a price change of the same customer, and a swap as product', async () => {
    const [elm, ivy] = (await periodOf('2025-10')).customers;
    expect([elm?.movements, ivy?.customerId, ivy?.drivers?.price.toFixed()]).toEqual([['churned'], 'ivy', '120']);
    const [larch] = (await periodOf('2025-12')).customers;
    expect(larch?.drivers?.product.toFixed()).toBe('600');
  });

  it('shows a customer that moved between segments with all of its ARR', async () => {
    const large = await periodOf('2025-11', 'tier', 'large');
    expect(large.customers.map(({ customerId, movements }) => [customerId, ...movements])).toEqual([
      ['elm', 'reactivated'],
      ['larch', 'moved_in'],
    ]);
    const small = await periodOf('2025-11', 'tier', 'small');
    expect(small.customers.map(({ customerId, movements }) => [customerId, ...movements])).toEqual([
      ['larch', 'moved_out'],
    ]);
  });

  it('can be followed line by line', async () => {
    const text = periodText(await periodOf('2025-09'), READ);
    expect(text).toContain('Prior ACV per customer = ARR 16,080.00 ÷ 11 active customers = 1,461.82');
    expect(text).toContain('Contract ACV: the contracts’ own add up to ');
    expect(text).toMatch(/entered mix: .* \+169\.09 +1,740\.00\n/);
    expect(text).toMatch(/fir +reactivated +0\.00 [^]*3,600\.00/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(periodText(await periodOf('2025-09'), { missing: [], places: 4 })).toContain('= 1,461.8182');
    expect(periodText(await periodOf('2025-01'), READ)).toContain('There is no trend and no bridge: no prior period.');
    expect(JSON.parse(asJson(await periodOf('2025-09')))).toMatchObject({ figures: { acv: '1740.0000' } });
  });
});

describe('a question to acv explain', () => {
  const asked = async (options: Parameters<typeof explainQuestion>[0]): Promise<string> =>
    explain(await existingStore(store.database), explainQuestion(options), { json: false, places: 2 });

  it('is about the last day taken if it names no day', async () => {
    expect(await asked({ contract: 'birch' })).toContain('Contract birch on 2025-12-31');
  });

  it.each([
    [{}, 'exactly one of --contract, --period, and --from with --to'],
    [{ contract: 'birch', period: '2025-03' }, 'exactly one of --contract, --period, and --from with --to'],
    [{ contract: 'nobody' }, 'no event of nobody was accepted'],
    [{ contract: 'birch', on: 'yesterday' }, '--on: yesterday is not a date'],
    [{ period: '2025-13' }, '2025-13 is not a period'],
    [{ period: '2025-03', grain: 'quarter' }, '2025-03 is a month, not a quarter'],
    [{ period: '2025-03', dimension: 'tier' }, '--dimension tier needs --segment'],
    [{ period: '2025-03', segment: 'small' }, '--segment needs --dimension'],
    [{ period: '2024-03' }, 'there is no snapshot of the whole book in 2024-03'],
    [{ period: '2025-03', dimension: 'colour', segment: 'red' }, 'there is no snapshot of colour red'],
  ])('%j is refused in one line', async (options, said) => {
    await expect(async () => asked(options)).rejects.toThrow(said);
  });
});

describe('a period that only exchange rates moved', () => {
  it('names the customer that they moved', async () => {
    const euro = await openFresh(service, DEFAULT_POLICY);
    await euro.apply(
      fileBatch(
        [created({ contract: 'fig', customer: 'fig', currency: 'EUR', term: term('2025-01-01', null) })],
        'euro',
      ),
    );
    await euro.rates(
      [
        ['2025-01-31', '1.1'],
        ['2025-02-28', '1.2'],
      ].map(([date = '', rate = '']) => ({ currency: 'EUR', date: day(date), rate: new Decimal(rate) })),
    );
    await euro.take(day('2025-03-05'));
    const source = new PostgresExplanationSource(euro.database, euro.policy);
    const february = periodLabelled('month', '2025-02', 1);
    const explanation = await new ExplainPeriod(source).of(february, { dimension: 'all', segment: 'all' });
    expect(explanation?.customers.map(({ customerId, movements }) => [customerId, ...movements])).toEqual([
      ['fig', 'unchanged'],
    ]);
    await euro.close();
  });
});

/** This comes last because it changes the books. */
describe('books that changed since the last fold or take', () => {
  const more = amended({
    id: 'birch-3',
    contract: 'birch',
    customer: 'birch',
    effective: '2025-12-01',
    version: 3,
    term: term('2025-01-01', '2026-01-01'),
    lines: [line({ quantity: 5, price: 50 })],
  });

  it('are reported as differences until the fold and the take are done', async () => {
    await store.apply(fileBatch([more], 'more.jsonl'));
    const waiting = await contractOn('birch');
    expect([waiting.isStale, waiting.differences[0]]).toEqual([
      true,
      { measure: 'arr', explained: '3000', stored: '2400' },
    ]);
    expect(contractText(waiting)).toContain('The store holds OTHER figures:\n  arr: explained 3,000, stored 2,400');
    await store.fold(AS_OF);
    expect((await contractOn('birch')).differences).toEqual([]);
    const { differences } = await periodOf('2025-12');
    expect(differences[0]).toMatchObject({ figure: 'arr', snapshot: '21600' });
    expect(periodText(await periodOf('2025-12'), READ)).toContain('arr: snapshot 21,600, books 22,200');
  });
});
