import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ContractEvent, MergedEvent } from '@app/domain';
import { PostgresErasureStore } from '@app/persistence';
import { forgetCustomer, type ForgetOutcome } from '@app/processing';
import { eventJson } from '@app/wire';
import { bookDifferences, currentBooks } from '../../../test/builders/current-books.ts';
import { amended, cancelled, created, day, merged, term } from '../../../test/builders/events.ts';
import { line, oneTime } from '../../../test/builders/lines.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { storedEvents } from '../../../test/builders/stored-events.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const AS_OF = day('2025-06-30');
const PSEUDONYM = 'forgotten-1';
const OPEN = term('2025-01-01', null);
const YEAR = term('2025-01-01', '2025-05-01');

/** The customer under one of its names, in every table that names one; `said` are its free texts. */
const history = (who: string, said: string): readonly (ContractEvent | MergedEvent)[] => [
  created({
    ...{ contract: 'ended', customer: who, term: YEAR, lines: [line({ price: 100 }), oneTime('2025-02-01', 900)] },
    attributes: { tier: 'smb', owner: said },
  }),
  amended({
    contract: 'ended',
    customer: who,
    version: 1,
    term: YEAR,
    effective: '2025-03-01',
    lines: [line({ price: 70 })],
  }),
  created({ contract: 'cancelled', customer: who, term: OPEN, lines: [line({ price: 4_000 })] }),
  { ...cancelled({ contract: 'cancelled', version: 1, effective: '2025-04-01' }), reason: said },
  // It had this contract for a while.
  created({ contract: 'passed on', customer: who, term: OPEN, lines: [line({ price: 30 })] }),
  amended({
    contract: 'passed on',
    customer: 'other',
    version: 1,
    term: OPEN,
    effective: '2025-02-15',
    lines: [line({ price: 35 })],
  }),
  created({ contract: 'of the merged', customer: 'former', term: YEAR, lines: [line({ price: 20 })] }),
  merged('former', who, { id: 'merge', time: '2025-02-02T00:00:00Z' }),
  created({ contract: 'other', customer: 'other', term: OPEN, lines: [line({ price: 500 })] }),
];

/** An id that other texts contain. */
const WHO = 'Ace';

const open = async (events: readonly (ContractEvent | MergedEvent)[]): Promise<void> => {
  // In two parts, so that contracts have several packs, and the text of the first is the dictionary of the others.
  const isFirst = ({ kind }: ContractEvent | MergedEvent): boolean => kind === 'created';
  for (const part of [events.filter(isFirst), events.filter((event) => !isFirst(event))]) {
    await store.apply(fileBatch(part, `${part.length}.jsonl`));
    await store.fold(day('2025-02-28'));
  }
  for (const end of ['2025-02-28', '2025-04-15', AS_OF]) await store.take(day(end));
};

const forget = (changes: Partial<Parameters<typeof forgetCustomer>[1]> = {}): Promise<ForgetOutcome> => {
  const { contracts: contractsTopic, snapshots: snapshotsTopic } = TOPICS;
  const now = (): Date => new Date(0);
  return forgetCustomer(new PostgresErasureStore(store.database, { contractsTopic, snapshotsTopic, now }), {
    ...{ customerId: WHO, pseudonym: PSEUDONYM, evenActive: true, by: 'ann', isDryRun: false, now, today: () => AS_OF },
    ...changes,
  });
};

/** The tables, with the rows that hold a text anywhere. */
const tablesWith = async (text: string): Promise<readonly string[]> => {
  const tables = await store.database.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await store.database.query<{ has: boolean }>(
      `SELECT EXISTS (
         SELECT FROM (SELECT to_jsonb(${name}.*)::text AS text FROM ${name}) AS row
         WHERE position($1 IN text) > 0 OR position(encode(convert_to($1, 'UTF8'), 'hex') IN text) > 0
       ) AS has`,
      [text],
    );
    if (row?.has === true) found.push(name);
  }
  if ((await storedEvents(store.database)).some((event) => JSON.stringify(event).includes(text))) found.push('events');
  return found;
};

describe('A customer that is forgotten', () => {
  beforeEach(async () => {
    await open(history(WHO, 'a word of Ace'));
  });

  it('leaves the books as they would be if it had always had its pseudonym', async () => {
    const before = await store.database.query('SELECT count(*)::int AS revisions FROM snapshot');
    await forget();
    await store.take(AS_OF);
    expect(await store.database.query('SELECT count(*)::int AS revisions FROM snapshot')).toEqual(before);
    const found = await currentBooks(store);
    store = await store.emptied();
    await open(history(PSEUDONYM, PSEUDONYM));
    expect(bookDifferences(await currentBooks(store), found)).toEqual([]);
  });

  it('is nowhere in the store', async () => {
    expect(await tablesWith(WHO)).toEqual(
      expect.arrayContaining(['events', 'contract', 'outbox', 'snapshot', 'span_run']),
    );
    const { erased } = await forget();
    expect(await tablesWith(WHO)).toEqual([]);
    expect(erased).toMatchObject({ events: 6, contracts: 4 });
  });

  it('does not come back with repeats of its events, however they are written', async () => {
    await forget();
    const again = await store.apply(fileBatch(history(WHO, 'something else')));
    expect(again).toMatchObject({ repeated: history(WHO, '').length, refused: {} });
    expect(await tablesWith(WHO)).toEqual([]);
  });

  it('stays if it is only tried, and if it has contracts that go on', async () => {
    const before = await currentBooks(store);
    await forget({ isDryRun: true });
    await expect(forget({ evenActive: false, today: () => day('2025-01-15') })).rejects.toThrow(
      'Ace has contracts that are active on 2025-01-15 or begin later (cancelled, ended, of the merged and others)',
    );
    await expect(forget({ customerId: 'Ac' })).rejects.toThrow('nothing in this store names the customer Ac');
    expect(bookDifferences(before, await currentBooks(store))).toEqual([]);
  });

  it('is published under its pseudonym, and the audit says that somebody was forgotten', async () => {
    await store.database.query('DELETE FROM outbox');
    await forget();
    const sent = await store.database.query<{ key: string }>(
      `SELECT convert_from(key, 'UTF8') AS key FROM outbox WHERE topic = $1 ORDER BY 1`,
      [TOPICS.contracts],
    );
    expect(sent.map(({ key }) => key)).toEqual(['cancelled', 'ended', 'of the merged']);
    const [row] = await store.database.query('SELECT who, action, asked, result FROM audit');
    expect(row).toEqual({ who: 'ann', action: 'forget', asked: { pseudonym: PSEUDONYM }, result: 'done' });
  });

  it('is taken out of refused events, as far as they are events', async () => {
    const [event] = history(WHO, 'a word of Ace');
    const faulty = eventJson(event as ContractEvent).replace('"USD"', '"XXY"');
    await store.apply(fileBatch([faulty, `{"customer": "${WHO}"`, '{"customer":"Ace of Base"'], 'more.jsonl'));
    await forget();
    const rows = await store.database.query<{ value: string | null }>(
      `SELECT convert_from(value, 'UTF8') AS value FROM refused ORDER BY refused_id`,
    );
    expect(rows.map(({ value }) => (value === null ? null : value.includes(PSEUDONYM)))).toEqual([true, null, null]);
    expect(await tablesWith(WHO)).toEqual([]);
  });
});

describe('The ledger', () => {
  it('can be changed by nobody without an erasure, and no erasure stays open', async () => {
    await open(history(WHO, ''));
    await expect(store.database.query(`UPDATE ledger SET id = 'x'`)).rejects.toThrow('the ledger is append-only');
    await expect(
      store.database.query(`INSERT INTO erasure (pseudonym, made_at, made_by) VALUES ('x', now(), 'y')`),
    ).rejects.toThrow('an erasure cannot stay open');
    await forget();
    await expect(store.database.query(`UPDATE ledger SET id = 'x'`)).rejects.toThrow('the ledger is append-only');
  });
});
