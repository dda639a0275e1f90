import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ContractId, type CustomerId, DEFAULT_POLICY, periodLabelled } from '@app/domain';
import { PostgresExplanationSource, PostgresHistoryStore } from '@app/persistence';
import {
  asJson,
  contractExplanation,
  type CheckedContract,
  ExplainContract,
  type History,
  SnapshotHistory,
} from '@app/processing';
import { mergedEventJson, parseInstant } from '@app/wire';
import { contractText } from '../../apps/cli/src/explain/contract/contract-text.ts';
import { historyJson } from '../../apps/cli/src/history/history-json.ts';
import { historyText } from '../../apps/cli/src/history/history-text.ts';
import { created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
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

const deal = (contract: string, customer: string, monthly: number, tier: string) =>
  created({
    contract,
    customer,
    id: contract,
    term: term('2025-01-01', null),
    lines: [line({ price: monthly })],
    attributes: { tier },
  });

const merge = (customerId: string, into: string | null, time = '2025-04-20T10:00:00Z'): string => {
  const recordedAt = parseInstant(time);
  if (recordedAt === null) throw new Error(time);
  const between = { customerId: customerId as CustomerId, into: into as CustomerId | null };
  return mergedEventJson({ kind: 'merged', id: `${customerId} into ${into}`, source: '/crm', recordedAt, ...between });
};

const DEALS = [
  deal('a1', 'cus-a', 1000, 'smb'),
  deal('a2', 'cus-a', 500, 'smb'),
  deal('b', 'cus-b', 2000, 'enterprise'),
  deal('c', 'cus-c', 3000, 'enterprise'),
];

/** March is closed with four contracts of three customers. Then the merges arrive, and a take follows each batch. */
const booksWith = async (...merges: readonly (readonly string[])[]): Promise<OpenStore> => {
  const books = await store.emptied();
  await books.apply(batch(DEALS));
  await books.take(day('2025-04-05'), new Date('2025-04-05T08:00:00Z'));
  for (const [i, stated] of merges.entries()) {
    await books.apply(batch(stated, { from: 10 * (i + 1) }));
    await books.take(day(`2025-04-2${i}`), new Date(`2025-04-2${i}T20:00:00Z`));
  }
  return books;
};

const question = (dimension: string, segment: string) => ({
  period: periodLabelled('month', '2025-03', 1),
  name: { dimension, segment },
  wasKnown: null,
});

const historyOf = (books: OpenStore, dimension = 'all', segment = 'all'): Promise<History> =>
  new SnapshotHistory(new PostgresHistoryStore(books.database, books.policyId), DEFAULT_POLICY).history(
    question(dimension, segment),
  );

/** The events of each revision, with the change of the segment's ARR. */
const causes = async (books: OpenStore, dimension: string, segment: string) =>
  (await historyOf(books, dimension, segment)).entries.map((entry) => [
    ...entry.causes.events.map(({ id, arrChange }) => `${id}: ${arrChange?.toFixed() ?? 'in the one before'}`),
    ...(entry.causes.more > 0 ? [`more: ${entry.causes.more}`] : []),
  ]);

const FIRST_SMB = ['a1: 12000', 'a2: 6000'];
const FIRST_ENTERPRISE = ['c: 36000', 'b: 24000'];

describe('A period that a merge restates', () => {
  it('names the merge once, with the contracts that it moved', async () => {
    const books = await booksWith([merge('cus-a', 'cus-b')]);
    const { current } = await historyOf(books);
    expect(current.revision).toMatchObject({ status: 'restated', reason: 'events' });
    expect(current.causes).toMatchObject({
      events: [
        {
          id: 'cus-a into cus-b',
          source: '/crm',
          type: 'customer.merged',
          customerId: 'cus-a',
          into: 'cus-b',
          contracts: ['a1', 'a2'],
          recordedAt: '2025-04-20T10:00:00Z',
        },
      ],
      more: 0,
    });
    expect(current.causes.events[0]?.arrChange?.toFixed()).toBe('0');
  });

  it('names the merge with the ARR that it brought to each segment, over all contracts that it moved', async () => {
    const books = await booksWith([merge('cus-a', 'cus-b')]);
    expect(await causes(books, 'tier', 'smb')).toEqual([FIRST_SMB, ['cus-a into cus-b: -18000']]);
    expect(await causes(books, 'tier', 'enterprise')).toEqual([FIRST_ENTERPRISE, ['cus-a into cus-b: 18000']]);
    // cus-a and cus-b have 42,000 together, so the band does not change.
    expect((await causes(books, 'acv_band', '15k-50k')).at(-1)).toEqual(['cus-a into cus-b: 0']);
  });

  it('names the event that undoes the merge, and explains the earlier revision by what was known then', async () => {
    const undone = merge('cus-a', null, '2025-04-21T10:00:00Z');
    const books = await booksWith([merge('cus-a', 'cus-b')], [undone]);
    expect(await causes(books, 'all', 'all')).toEqual([
      ['c: 36000', 'b: 24000', 'a1: 12000', 'a2: 6000'],
      ['cus-a into cus-b: 0'],
      ['cus-a into null: 0'],
    ]);
    expect(await causes(books, 'tier', 'smb')).toEqual([
      FIRST_SMB,
      ['cus-a into cus-b: -18000'],
      ['cus-a into null: 18000'],
    ]);
  });

  it('finds the contracts of a customer that was itself merged later', async () => {
    const later = merge('cus-b', 'cus-c', '2025-04-21T10:00:00Z');
    const books = await booksWith([merge('cus-a', 'cus-b')], [later]);
    expect(await causes(books, 'tier', 'enterprise')).toEqual([
      FIRST_ENTERPRISE,
      ['cus-a into cus-b: 18000'],
      ['cus-b into cus-c: 0'],
    ]);
  });

  it('neither names nor uses a merge that was corrected before any take', async () => {
    const [wrong, right] = [merge('cus-a', 'cus-c', '2025-04-20T09:59:00Z'), merge('cus-a', 'cus-b')];
    const books = await booksWith([wrong, right]);
    expect(await causes(books, 'tier', 'smb')).toEqual([FIRST_SMB, ['cus-a into cus-b: -18000']]);
  });

  it('shows the merge as text and as JSON', async () => {
    const books = await booksWith([merge('cus-a', 'cus-b')], [merge('cus-a', null, '2025-04-21T10:00:00Z')]);
    const history = await historyOf(books, 'tier', 'smb');
    const options = { period: '2025-03' };
    const text = historyText(options, question('tier', 'smb'), { ...history, missing: [], places: null });
    expect(text).toContain('ARR -18,000.00: merged cus-a into cus-b, 2 contracts');
    expect(text).toContain('ARR +18,000.00: cus-a no longer merged, 2 contracts');
    expect(text).not.toContain('No event of its own');
    const { revisions } = JSON.parse(historyJson(options, question('tier', 'smb'), history));
    expect(revisions[1].events).toEqual([
      {
        id: 'cus-a into cus-b',
        source: '/crm',
        type: 'customer.merged',
        customer_id: 'cus-a',
        into: 'cus-b',
        contract_ids: ['a1', 'a2'],
        recorded_at: '2025-04-20T10:00:00Z',
        arr_change: '-18000',
      },
    ]);
  });
});

describe('A contract of a merged customer', () => {
  const explained = async (books: OpenStore, contract: string): Promise<CheckedContract> => {
    const source = new PostgresExplanationSource(books.database, books.policy);
    const checked = await new ExplainContract(source, books.policy).on(contract as ContractId, day('2025-03-31'));
    if (checked === null) throw new Error(contract);
    return checked;
  };

  it('is explained as a contract of the customer at the end of the chain, as in the store', async () => {
    const books = await booksWith([merge('cus-a', 'cus-b'), merge('cus-b', 'cus-c')]);
    const checked = await explained(books, 'a1');
    expect(checked.differences).toEqual([]);
    expect(contractText(checked)).toContain('Contract a1 on 2025-03-31, customer cus-c (merged from cus-a), in USD');
    expect(JSON.parse(asJson(contractExplanation(checked))).worth).toMatchObject({
      customer_id: 'cus-c',
      merged_from: 'cus-a',
    });
    expect(contractText(await explained(books, 'c'))).toContain('customer cus-c, in USD');
  });

  it('differs from the store until it is folded', async () => {
    const books = await booksWith();
    await books.apply(batch([merge('cus-a', 'cus-b')], { from: 10 }));
    const checked = await explained(books, 'a1');
    expect(checked.isStale).toBe(true);
    expect(checked.differences).toEqual([{ measure: 'customer_id', explained: 'cus-b', stored: 'cus-a' }]);
    expect(contractText(checked)).toContain('customer: explained cus-b, stored cus-a');
  });
});
