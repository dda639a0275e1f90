import { describe, expect, it } from '@jest/globals';
import { line, withData, withLine } from '../../test/example.ts';
import { readEvent } from './read-event.ts';

const accepted = { kind: 'created' };
const withTerm = (term: Readonly<Record<string, unknown>>) => withData({ term: { start: '2025-02-28', ...term } });

describe('An anchor', () => {
  it.each([
    ['before the start', '2025-01-31'],
    ['on the start', '2025-02-28'],
    ['absent', null],
  ])('may be %s', (_claim, anchor) => {
    expect(readEvent(withTerm({ end: null, anchor }))).toMatchObject(accepted);
  });

  it('is not after the start', () => {
    expect(readEvent(withTerm({ end: null, anchor: '2025-03-01' }))).toEqual({
      code: 'bad_field',
      field: 'data.term.anchor',
      message: 'data.term.anchor is after data.term.start',
    });
  });

  it('is a date', () => {
    expect(readEvent(withTerm({ end: null, anchor: '2025-02-30' }))).toMatchObject({ field: 'data.term.anchor' });
  });

  it('counts after auto_renew and before the lines', () => {
    const faults = { end: null, anchor: '2025-03-01', auto_renew: 'yes' };
    expect(readEvent(withTerm(faults))).toMatchObject({ field: 'data.term.auto_renew' });
    expect(
      readEvent(withData({ term: { start: '2025-01-15', end: null, anchor: '2026-01-01' }, lines: null })),
    ).toMatchObject({ field: 'data.term.anchor' });
  });
});

describe('A price for the term', () => {
  const evergreen = { start: '2025-01-15', end: null };
  const amount = { amount: '1', quantity: undefined, unit_price: undefined, discounts: undefined };

  it.each([
    ['recurring', {}],
    ['usage_commitment', amount],
    ['usage_expected', amount],
  ])('needs a term that ends: %s', (kind, fields) => {
    const lines = [line({ kind, per: 'term', ...fields })];
    expect(readEvent(withData({ lines }))).toMatchObject(accepted);
    expect(readEvent(withData({ lines, term: evergreen }))).toEqual({
      code: 'bad_field',
      field: 'data.lines[0].per',
      message: 'data.lines[0].per is term, and data.term has no end',
    });
  });

  it('is stated by the word itself', () => {
    expect(readEvent(withLine({ per: { interval: 'term', count: 1 } }))).toMatchObject({
      code: 'bad_field',
      field: 'data.lines[0].per.interval',
    });
  });
});

describe('A discount of the contract', () => {
  it.each([
    ['a percentage', { type: 'percent', value: '100' }],
    ['an amount', { type: 'amount', value: '999999999999999.9999999999' }],
    ['an amount with nulls', { type: 'amount', value: 1, per: null, start: null, end: null }],
    ['an amount for a year', { type: 'amount', value: '1', per: 'year' }],
    ['an amount for two weeks', { type: 'amount', value: '1', per: { interval: 'week', count: 2 } }],
  ])('may be %s', (_claim, discount) => {
    expect(readEvent(withData({ discounts: [discount] }))).toMatchObject(accepted);
  });

  it.each([
    ['of no type', { value: '1' }, 'missing_field', 'type'],
    ['of an unknown type', { type: 'gift', value: '1' }, 'bad_field', 'type'],
    ['without a value', { type: 'amount' }, 'missing_field', 'value'],
    ['above 100 percent', { type: 'percent', value: '100.01' }, 'amount_out_of_range', 'value'],
    ['for the term', { type: 'amount', value: '1', per: 'term' }, 'bad_field', 'per'],
    ['for no months', { type: 'amount', value: '1', per: { interval: 'month', count: 0 } }, 'bad_field', 'per.count'],
    ['with a day that is none', { type: 'amount', value: '1', end: '2025-02-30' }, 'bad_field', 'end'],
  ])('is refused %s', (_claim, discount, code, field) => {
    expect(readEvent(withData({ discounts: [discount] }))).toMatchObject({ code, field: `data.discounts[0].${field}` });
  });

  it('counts after the lines and before the attributes', () => {
    const faults = { discounts: {}, lines: null, attributes: 1 };
    expect(readEvent(withData(faults))).toMatchObject({ field: 'data.lines' });
    expect(readEvent(withData({ ...faults, lines: [] }))).toMatchObject({ field: 'data.discounts' });
  });
});
