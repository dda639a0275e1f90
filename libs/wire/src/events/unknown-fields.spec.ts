import { describe, expect, it } from '@jest/globals';
import { data, envelope, line, structured, withData, withLine } from '../../test/example.ts';
import { readEvent } from './read-event.ts';
import type { RawRecord } from './wire-event.ts';

const withDiscount = (changes: Readonly<Record<string, unknown>>) =>
  withLine({ discounts: [{ type: 'amount', value: '1', ...changes }] });
const withContractDiscount = (changes: Readonly<Record<string, unknown>>) => withData({ discounts: [changes] });
const term = { start: '2025-01-15', end: '2026-01-15' };
const cancelled = (more: Readonly<Record<string, unknown>>) =>
  structured(
    envelope({
      type: 'subscription.cancelled',
      data: { contract_id: 'sub_1', effective_date: '2025-02-01', ...more },
    }),
  );
const merged = (more: Readonly<Record<string, unknown>>) =>
  structured(envelope({ type: 'customer.merged', data: { customer_id: 'cus_1', into: null, ...more } }));

type Case = readonly [message: string, record: RawRecord];

const REFUSED: readonly Case[] = [
  ['data.term.autoRenew is unknown; did you mean auto_renew?', withData({ term: { ...term, autoRenew: true } })],
  [
    'data.term.trial_end is unknown; a term has start, end, auto_renew and anchor',
    withData({ term: { ...term, trial_end: null } }),
  ],
  ['data.lines[0].unitPrice is unknown; did you mean unit_price?', withLine({ unitPrice: '1' })],
  ['data.lines[0].quanity is unknown; did you mean quantity?', withLine({ quanity: null })],
  ['data.lines[0].discount is unknown; did you mean discounts?', withLine({ discount: [] })],
  [
    'data.lines[0].currency is unknown; a recurring line has id, kind, product, quantity, unit_price, per, discounts, ' +
      'start and end',
    withLine({ currency: 'EUR' }),
  ],
  ['data.lines[0].amount is unknown; a recurring line has', withLine({ amount: '1' })],
  [
    'data.lines[0].quantity is unknown; a usage_commitment line has id, kind, product, amount, per, discounts, start and end',
    withLine({ kind: 'usage_commitment', amount: '1', unit_price: undefined }),
  ],
  [
    'data.lines[0].quantity is unknown; a usage_expected line has',
    withLine({ kind: 'usage_expected', amount: '1', unit_price: undefined }),
  ],
  [
    'data.lines[0].per is unknown; a one_time line has id, kind, product, amount, date, start and end',
    withData({ lines: [{ id: 'a', kind: 'one_time', amount: '1', date: '2025-01-15', per: 'month' }] }),
  ],
  [
    'data.lines[0].discounts is unknown; a line that counts in nothing has id, kind, product, amount, start and end',
    withData({ lines: [{ id: 'a', kind: 'refund', amount: '1', discounts: null }] }),
  ],
  [
    'data.lines[0].per.counts is unknown; did you mean count?',
    withLine({ per: { interval: 'month', count: 1, counts: 3 } }),
  ],
  ['data.lines[0].discounts[0].ends is unknown; did you mean end?', withDiscount({ ends: '2025-02-01' })],
  [
    "data.lines[0].discounts[0].per is unknown; a line's amount discount has type, value, start and end",
    withDiscount({ per: 'month' }),
  ],
  [
    'data.discounts[0].per is unknown; a percent discount has type, value, start and end',
    withContractDiscount({ type: 'percent', value: '10', per: null }),
  ],
  [
    "data.discounts[0].amount is unknown; a contract's amount discount has type, value, per, start and end",
    withContractDiscount({ type: 'amount', value: '10', amount: '10' }),
  ],
  ['data.Currency is unknown; did you mean currency?', withData({ Currency: null })],
  ['data.effectiveDate is unknown; did you mean effective_date?', withData({ effectiveDate: '2025-02-01' })],
  ['data.discount is unknown; did you mean discounts?', withData({ discount: [] })],
  ['data.renew is unknown; did you mean renews?', withData({ renew: 'sub_0' })],
  ['data.efectivedat is unknown; did you mean effective_date?', cancelled({ efectivedat: '2025-02-01' })],
  ['data.reasons is unknown; did you mean reason?', cancelled({ raeson: 'moved', reasons: 'moved' })],
  ['data.customerId is unknown; did you mean customer_id?', merged({ customerId: 'cus_2' })],
  ['data.Into is unknown; did you mean into?', merged({ Into: 'cus_2' })],
];

describe('An unknown field', () => {
  it.each(REFUSED)('is refused: %s', (message, record) => {
    expect(readEvent(record)).toMatchObject({ code: 'unknown_field', message: expect.stringContaining(message) });
  });

  it('in a closed object is refused, whatever its name', () => {
    for (const key of ['toString', '__proto__', '', 'x'.repeat(1000)]) {
      const json = JSON.stringify(envelope({ data: data({ term: { ...term, KEY: 1 } }) })).replace('KEY', key);
      expect(readEvent({ value: Buffer.from(json), headers: {} })).toMatchObject({ code: 'unknown_field' });
    }
  });

  it.each([
    ['that is near to none', withData({ tier: 'x', region: 'emea', note: 'x', start_date: '2025-01-01', trem: 1 })],
    ['with any name in extensions', withData({ extensions: { Currency: 'EUR', discount: 5, '': null } })],
    ['that is a text instead of extensions', withData({ extensions: 'any' })],
    ['that could not be stored, where it is not used', withData({ extensions: '\ud800' })],
    ['of another type of event', cancelled({ lines: 'any', Currency: 'EUR', extensions: { reasons: 1 } })],
    ['of an event in a merge', merged({ contract_id: 'sub_1', version: 'any', extensions: [] })],
  ])('of the data is kept: one %s', (_claim, record) => {
    expect(readEvent(record)).toMatchObject({ data: JSON.parse(String(record.value)).data });
  });

  it.each([
    ['tax', { amount: '1' }],
    ['one_time', { amount: '1', date: '2025-01-15' }],
    ['recurring', { unit_price: '1', per: 'month' }],
    ['usage_commitment', { amount: '1', per: 'month' }],
    ['usage_expected', { amount: '1', per: 'month' }],
  ])('is never product, start or end, whatever the line: %s', (kind, fields) => {
    const lines = [{ id: 'a', kind, product: 'core', start: '2025-02-01', end: '2025-03-01', ...fields }];
    expect(readEvent(withData({ lines }))).toMatchObject({ kind: 'created' });
    expect(readEvent(withData({ lines: [{ ...lines[0], product: '' }] }))).toMatchObject({
      code: 'bad_field',
      field: 'data.lines[0].product',
    });
    expect(readEvent(withData({ lines: [{ ...lines[0], end: '2025-02-01' }] }))).toMatchObject({
      code: 'line_ends_before_it_starts',
    });
  });
});

describe('After the other faults of its object', () => {
  const unknown = { code: 'unknown_field' };

  it('an unknown field counts', () => {
    expect(readEvent(withData({ currency: undefined, curency: 'USD' }))).toMatchObject({
      code: 'missing_field',
      field: 'data.currency',
    });
    expect(readEvent(withData({ Currency: 'EUR', closed_date: 'soon' }))).toMatchObject({ field: 'data.closed_date' });
    expect(readEvent(withLine({ quanity: '25', end: 'never' }))).toMatchObject({ field: 'data.lines[0].end' });
    expect(readEvent(withData({ term: { ...term, auto: 1, anchor: '2025-02-30' } }))).toMatchObject({
      field: 'data.term.anchor',
    });
  });

  it('and before the faults of the next object', () => {
    expect(
      readEvent(withData({ term: { ...term, trial_end: null }, lines: [line({ per: 'x' })], Currency: 1 })),
    ).toMatchObject({ ...unknown, field: 'data.term.trial_end' });
    expect(readEvent(withData({ lines: [line({ quanity: '1' }), line({ id: 'b', per: 'x' })] }))).toMatchObject({
      ...unknown,
      field: 'data.lines[0].quanity',
    });
    expect(readEvent(withLine({ discounts: [{ type: 'amount', value: '1', per: 'day' }], end: 'x' }))).toMatchObject({
      ...unknown,
      field: 'data.lines[0].discounts[0].per',
    });
  });

  it('of several the first is named', () => {
    expect(readEvent(withData({ note: 1, discount: 1, Currency: 1 }))).toMatchObject({ field: 'data.discount' });
  });
});
