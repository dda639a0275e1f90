import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { readRate } from './read-rate.ts';

const DATA = { currency: 'EUR', date: '2025-03-31', rate: '1.0821' };
const RATE = { currency: 'EUR', date: '2025-03-31', rate: new Decimal('1.0821') };
const ENVELOPE = { specversion: '1.0', id: 'ecb-1', source: '/rates', type: 'fx.rate', data: DATA };

const headersOf = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));
const read = (value: unknown, headers: Readonly<Record<string, string>> = {}) =>
  readRate({
    value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
    headers: headersOf(headers),
  });

const BINARY = { ce_specversion: '1.0', ce_id: 'ecb-1', ce_source: '/rates', ce_type: 'fx.rate' };

describe('A rate', () => {
  it('is read alone, in a structured and in a binary CloudEvent', () => {
    expect(read(DATA)).toEqual(RATE);
    expect(read(ENVELOPE)).toEqual(RATE);
    expect(read(ENVELOPE, { 'content-type': 'application/cloudevents+json' })).toEqual(RATE);
    expect(read(DATA, BINARY)).toEqual(RATE);
  });

  it('keeps every one of twenty decimals', () => {
    expect(read({ ...DATA, rate: '0.00643123456789012345' })).toEqual({
      ...RATE,
      rate: new Decimal('0.00643123456789012345'),
    });
  });

  it('may be a whole number', () => {
    expect(read({ ...DATA, rate: 2 })).toEqual({ ...RATE, rate: new Decimal(2) });
  });

  it.each([
    ['{', 'not_json', 'value'],
    ['', 'not_json', 'value'],
    [[DATA], 'not_a_cloudevent', 'value'],
    [{ ...ENVELOPE, specversion: '0.3' }, 'not_a_cloudevent', 'specversion'],
    [{ data: DATA }, 'not_a_cloudevent', 'specversion'],
    [{ ...ENVELOPE, type: 'fx.rates' }, 'unknown_type', 'type'],
    [{ ...ENVELOPE, data: null }, 'missing_field', 'data'],
    [{ ...ENVELOPE, data: { ...DATA, rate: 'x' } }, 'bad_field', 'data.rate'],
    [{ ...DATA, currency: undefined }, 'missing_field', 'currency'],
    [{ ...DATA, currency: 'XXY' }, 'unknown_currency', 'currency'],
    [{ ...DATA, date: '2025-02-29' }, 'bad_field', 'date'],
    [{ ...DATA, rate: '0.00' }, 'amount_out_of_range', 'rate'],
    [{ ...DATA, rate: '-1' }, 'amount_out_of_range', 'rate'],
    [{ ...DATA, rate: '1.000000000000000000001' }, 'amount_out_of_range', 'rate'],
    [{ ...DATA, rate: 1.5 }, 'bad_field', 'rate'],
  ])('is refused with code and field: %j is %s at %s', (value, code, field) => {
    expect(read(value)).toMatchObject({ code, field });
  });

  it('is refused if its headers are those of another event', () => {
    expect(read(DATA, { ...BINARY, ce_type: 'subscription.created' })).toMatchObject({ code: 'unknown_type' });
    expect(readRate({ value: null, headers: {} })).toMatchObject({ code: 'not_json' });
  });
});
