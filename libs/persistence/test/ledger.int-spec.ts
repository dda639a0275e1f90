import { describe, expect, it } from '@jest/globals';
import type { ContractEvent } from '@app/domain';
import type { IncomingRecord } from '@app/processing';
import { eventJson } from '@app/wire';
import { cancelled, created } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch, record } from '../../../test/builders/records.ts';
import { type KeptEvent, storedEvents } from '../../../test/builders/stored-events.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const ids = async (): Promise<readonly string[]> => {
  const rows = await store.database.query<{ id: string }>('SELECT id FROM ledger ORDER BY seq');
  return rows.map(({ id }) => id);
};

const event = (id: string, changes: Parameters<typeof created>[0] = {}) => created({ id, ...changes });

describe('the ledger', () => {
  /** Where the store keeps it until its fold, and where it does from then on. */
  const beforeAndAfterFold = async <T>(read: (event: KeptEvent) => T): Promise<readonly (readonly T[])[]> => {
    const waiting = (await storedEvents(store.database)).map(read);
    await store.fold();
    return [waiting, (await storedEvents(store.database)).map(read)];
  };

  it.each<[string, string]>([
    ['backslashes', String.raw`a\b \\ \N \. \t`],
    ['tabs and line ends', 'tab\t line\n return\r\n feed\f vertical\v'],
    ['quotes', `"double" 'single' \`back\``],
    ['other scripts and emoji', 'Ünïcödé ∑ 漢字 \u{1F600} \u202E'],
    ['lone control characters', '\u0001\u0007\u001b\u007f\u0085\u2028'],
    ['the end marker of COPY', '\\.'],
    ['a NUL and half a surrogate, which only an unknown field may have', '\u0000 \ud800'],
  ])('keeps an event as it came, with %s in an unknown field', async (_, text) => {
    const stated: Readonly<Record<string, unknown>> = JSON.parse(eventJson(event('a')));
    const sent = JSON.stringify({ ...stated, note: text, 'odd \t name': [text] }, null, 2).replaceAll('\n', '\r\n\t');
    await store.apply(batch([sent]));
    expect(await beforeAndAfterFold((kept) => kept.text)).toEqual([[sent], [sent]]);
    expect(await store.database.query('SELECT count(*)::int AS n FROM contract_span')).toEqual([{ n: 1 }]);
  });

  /** The same event with its attributes in headers. */
  const inHeaders = (stated: ContractEvent): IncomingRecord => {
    const { data, ...attributes } = JSON.parse(eventJson(stated)) as Readonly<Record<string, unknown>>;
    const headers = Object.entries({ ...attributes, subject: 'in a header' }).map(
      ([name, value]) => [`ce_${name}`, Buffer.from(String(value))] as const,
    );
    return { ...record(JSON.stringify(data)), headers: Object.fromEntries(headers) };
  };

  it('keeps attributes in columns if they came in headers, and recognises an event again in either mode', async () => {
    const of = (one: IncomingRecord, partition: number) => ({
      ...batch([], { partition }),
      records: [one],
      nextPosition: 2n,
    });
    await store.apply(of(inHeaders(event('a')), 0));
    await store.apply(of(record(event('b')), 1));
    const repeat = async (): Promise<void> => {
      expect(await store.apply(of(record(event('a')), 2))).toMatchObject({ repeated: 1, refused: {} });
      expect(await store.apply(of(inHeaders(event('b')), 3))).toMatchObject({ repeated: 1, refused: {} });
      await store.database.query('DELETE FROM progress WHERE partition > 1');
    };
    await repeat();
    const kept = await beforeAndAfterFold(({ id, mode, type, time, subject }) => ({ id, mode, type, time, subject }));
    const expected = [
      { id: 'a', mode: 'binary', type: 'subscription.created', time: expect.any(String), subject: 'in a header' },
      { id: 'b', mode: 'structured', type: null, time: null, subject: null },
    ];
    expect(kept).toEqual([expected, expected]);
    await repeat();
    expect(await store.database.query('SELECT count(*)::int AS n FROM contract_span')).toEqual([{ n: 1 }]);
  });

  it('keeps odd values that are used: products, attributes, reasons, ids and renewed contracts', async () => {
    const product = '\\N "x" {a,b} NULL \u{1F600}';
    const odd = `${product}\t\u0001`;
    await store.apply(
      batch([
        event('it\\t \u{1F600}', {
          source: '{"}',
          contract: 'sub \\ "',
          customer: "cus '; --",
          attributes: { tier: odd, __proto__x: '' },
          renews: ['a,b', '{', 'NULL', '"'],
          lines: [line({ product })],
        }),
        cancelled({ contract: 'sub \\ "', effective: '2025-03-01', version: 1, reason: odd }),
      ]),
    );
    await store.fold();
    const [span] = await store.database.query(
      'SELECT contract_id, customer_id, attributes, renews, lines FROM contract_span',
    );
    expect(span).toEqual({
      contract_id: 'sub \\ "',
      customer_id: "cus '; --",
      attributes: { tier: odd, __proto__x: '' },
      renews: ['a,b', '{', 'NULL', '"'],
      lines: JSON.stringify([['seats', product, '1200', '1']]),
    });
  });

  it('keeps the headers of a record that are no attributes, byte for byte', async () => {
    const headers = { trace: Buffer.from([0, 255, 10]), empty: Buffer.alloc(0) };
    const one: IncomingRecord = { ...record(event('a')), headers };
    await store.apply({ ...batch([event('a')]), records: [{ ...one, position: 0n }] });
    const kept = await beforeAndAfterFold(({ headers: own }) => JSON.parse(own ?? 'null'));
    expect(kept).toEqual([[{ trace: 'AP8K', empty: '' }], [{ trace: 'AP8K', empty: '' }]]);
  });

  it.each([
    ...['UPDATE ledger SET id = id', 'DELETE FROM ledger', 'TRUNCATE ledger', 'TRUNCATE ledger CASCADE'],
    ...['UPDATE event_pack SET body = body', 'DELETE FROM event_pack', 'TRUNCATE event_pack'],
    ...['UPDATE merge_event SET value = value', 'DELETE FROM merge_event', 'TRUNCATE merge_event'],
  ])('refuses %s also to its owner', async (statement) => {
    await store.apply(batch([event('a')]));
    await store.fold();
    await expect(store.database.query(statement)).rejects.toThrow('append-only');
    expect(await ids()).toEqual(['a']);
  });
});
