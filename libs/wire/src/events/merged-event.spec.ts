import { describe, expect, it } from '@jest/globals';
import { binary, envelope, structured } from '../../test/example.ts';
import { mergedEvent } from './merged-event.ts';
import { readEvent } from './read-event.ts';
import { isTombstone } from './tombstone.ts';

const merge = (data: Readonly<Record<string, unknown>>) =>
  structured(envelope({ type: 'customer.merged', subject: 'cus_1', data }));

const MERGED = { customer_id: 'cus_1', into: 'cus_2' };

describe('A merge of customers', () => {
  it('is of two customers and of no contract', () => {
    const record = merge(MERGED);
    expect(readEvent(record)).toEqual({
      mode: 'structured',
      id: 'evt_1',
      source: '/billing/acme',
      type: 'customer.merged',
      kind: 'merged',
      time: '2025-01-15T09:30:00Z',
      recordedAt: { seconds: 1_736_933_400, nanos: 0 },
      subject: 'cus_1',
      contractId: null,
      version: null,
      customerId: 'cus_1',
      into: 'cus_2',
      data: MERGED,
      text: String(record.value),
    });
    expect(readEvent(binary({ type: 'customer.merged' }, MERGED))).toMatchObject({ kind: 'merged', mode: 'binary' });
  });

  it.each([
    ['into another', 'cus_2'],
    ['into itself', 'cus_1'],
    ['undone', null],
  ])('may be %s', (_claim, into) => {
    const read = readEvent(merge({ customer_id: 'cus_1', into }));
    expect('kind' in read && read.kind === 'merged' && mergedEvent(read)).toEqual({
      kind: 'merged',
      id: 'evt_1',
      source: '/billing/acme',
      recordedAt: { seconds: 1_736_933_400, nanos: 0 },
      customerId: 'cus_1',
      into,
    });
  });

  it.each([
    ['without the customer', { into: 'cus_2' }, 'missing_field', 'data.customer_id'],
    ['without what it is merged into', { customer_id: 'cus_1' }, 'missing_field', 'data.into'],
    ['of an empty customer', { customer_id: '', into: null }, 'bad_field', 'data.customer_id'],
    ['into an empty customer', { customer_id: 'cus_1', into: '' }, 'bad_field', 'data.into'],
    ['into two', { customer_id: 'cus_1', into: ['cus_2', 'cus_3'] }, 'bad_field', 'data.into'],
  ])('is refused %s', (_claim, data, code, field) => {
    expect(readEvent(merge(data))).toMatchObject({ code, field });
  });
});

describe('A tombstone', () => {
  const key = Buffer.from('sub_1');

  it.each([
    ['is a key with a null value', { key, value: null }, true],
    ['is no empty value', { key, value: Buffer.alloc(0) }, false],
    ['is no value without a key', { key: null, value: null }, false],
    ['is no event', { key, value: Buffer.from('{}') }, false],
  ])('%s', (_claim, record, expected) => {
    expect(isTombstone(record)).toBe(expected);
  });
});
