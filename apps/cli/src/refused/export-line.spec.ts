import { describe, expect, it } from '@jest/globals';
import { UsageError } from '@app/host';
import type { RefusedRecord } from '@app/wire/answers';
import { exportLine, mendedRecords } from './export-line.ts';

const record = (changes: Partial<RefusedRecord>): RefusedRecord => ({
  id: '7',
  refused_at: '2025-01-01T00:00:00.000Z',
  origin: 'events',
  partition: 0,
  position: '41',
  code: 'unknown_currency',
  field: 'data.currency',
  message: 'data.currency EUX is not in ISO 4217',
  state: 'waiting',
  settled_at: null,
  format: null,
  key: null,
  value: null,
  headers: {},
  steps: [],
  ...changes,
});

const utf8 = (text: string) => ({ encoding: 'utf-8', text }) as const;

/** The bytes that a line brings back. */
const broughtBack = (line: string) => mendedRecords('f.jsonl', `${line}\n`).get('7');

describe('A line of a refused record', () => {
  it('has an event as it was spelt, on one line', () => {
    const line = exportLine(record({ value: utf8('{\n "a": 1.50,\r\n "b": "x\\ny"\n}') }));
    expect(line).toContain('"event":{  "a": 1.50,  "b": "x\\ny" }}');
    expect(JSON.parse(line)).toMatchObject({ refused_id: '7', code: 'unknown_currency', event: { a: 1.5, b: 'x\ny' } });
    expect(JSON.parse(broughtBack(line)?.value?.toString() ?? '')).toEqual({ a: 1.5, b: 'x\ny' });
  });

  it.each([
    ['a text that is no JSON', utf8('{"a": "b'), '{"a": "b'],
    ['bytes that are no text', { encoding: 'base64', text: '/w==' } as const, Buffer.from([255])],
    ['no value', null, ''],
  ])('brings back %s', (_, value, bytes) => {
    expect(broughtBack(exportLine(record({ value })))?.value).toEqual(Buffer.from(bytes));
  });

  it('keeps the headers, of which a binary event consists', () => {
    const headers = { ce_id: utf8('e-1'), odd: { encoding: 'base64', text: '/w==' } as const, empty: null };
    expect(broughtBack(exportLine(record({ value: utf8('{}'), headers })))?.headers).toEqual({
      ce_id: Buffer.from('e-1'),
      odd: Buffer.from([255]),
    });
  });
});

describe('A mended file', () => {
  it.each([
    ['not JSON', '{', 'f.jsonl:1 is not a JSON object'],
    ['no number', '{"event":{}}', 'f.jsonl:1 has no refused_id'],
    ['no event', '\n{"refused_id":"7"}', 'f.jsonl:2 has neither an event nor a text'],
    [
      'a number twice',
      '{"refused_id":"7","event":1}\n{"refused_id":"7","event":2}',
      'the refused_id 7 of another line',
    ],
    ['no line', '\n \n', 'f.jsonl has no line'],
  ])('with %s is refused with its line', (_, text, reason) => {
    expect(() => mendedRecords('f.jsonl', text)).toThrow(UsageError);
    expect(() => mendedRecords('f.jsonl', text)).toThrow(reason);
  });
});
