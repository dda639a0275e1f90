import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusal } from '../refusal.ts';
import { cloudEventHeaders, deadLetterHeaders } from './headers.ts';
import { QUOTIENT, RATIO, SUM } from './values.ts';
import { contractRecordFault } from './contract-record.ts';
import { snapshotKey } from './snapshot-key.ts';

const texts = (headers: Readonly<Record<string, Buffer>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString('utf8')]));

const name = { grain: 'month', period: '2025-03', dimension: 'tier', segment: 'mid-market' };

describe('The key of a snapshot', () => {
  it('names it in plain words', () => {
    expect(snapshotKey(name)).toBe('month|2025-03|tier|mid-market');
    expect(snapshotKey({ ...name, segment: '(none) <5k ü' })).toBe('month|2025-03|tier|(none) <5k ü');
  });

  it('escapes what would make it ambiguous or unreadable', () => {
    expect(snapshotKey({ ...name, segment: 'a|b%\n\u0085' })).toBe('month|2025-03|tier|a%7Cb%25%0A%C2%85');
  });

  it('differs for every two segments', () => {
    const part = fc.string({ unit: fc.constantFrom('|', '%', '7', 'C', '2', '5', 'a') });
    const names = fc.record({ grain: part, period: part, dimension: part, segment: part });
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(snapshotKey(a) === snapshotKey(b)).toBe(
          JSON.stringify(Object.values(a)) === JSON.stringify(Object.values(b)),
        );
      }),
    );
    fc.assert(
      fc.property(names, (a) => expect(snapshotKey(a).split('|').map(decodeURIComponent)).toEqual(Object.values(a))),
    );
  });
});

describe('The headers of an outgoing record', () => {
  it('are those of a binary CloudEvent', () => {
    const event = { id: 'r1', source: '/acv', type: 'acv.snapshot', time: '2025-03-31T00:00:00Z', subject: 'ü' };
    expect(texts(cloudEventHeaders(event))).toEqual({
      ce_specversion: '1.0',
      ce_id: 'r1',
      ce_source: '/acv',
      ce_type: 'acv.snapshot',
      ce_time: '2025-03-31T00:00:00Z',
      ce_subject: 'ü',
      'content-type': 'application/json',
    });
  });

  it('of a dead letter have its origin and the reason beside its own headers', () => {
    const headers = { trace: Buffer.from([0xff]), '__connect.errors.topic': Buffer.from('an earlier one') };
    const dead = { topic: 'events', partition: 3, offset: 12n, headers };
    const written = deadLetterHeaders(dead, refusal('missing_field', 'data.currency', 'is missing'));
    expect(written['trace']).toBe(headers.trace);
    expect(texts(written)).toMatchObject({
      '__connect.errors.topic': 'events',
      '__connect.errors.partition': '3',
      '__connect.errors.offset': '12',
      '__connect.errors.exception.class.name': 'missing_field',
      '__connect.errors.exception.message': 'data.currency is missing',
    });
  });
});

describe('Figures as they are emitted', () => {
  it.each([
    [SUM, ['0', '-1.5', '100', '0.0000000001'], ['-0', '1.50', '01', '1.', '1e3', '0.00000000001', 1]],
    [QUOTIENT, ['0.0000', '-12.3456'], ['1', '1.5', '1.23456', '.5000']],
    [RATIO, ['1.000000'], ['1.0000']],
  ])('have one way to be written', (field, good, bad) => {
    for (const text of good) expect(field.fault(text, {})).toBeNull();
    for (const text of bad) expect(field.fault(text, {})).not.toBeNull();
  });

  it('name what is wrong in a record', () => {
    expect(contractRecordFault({ contract_id: 'c', customer_id: 'k', currency: 'USD' })).toBe('valid_from is missing');
  });
});
