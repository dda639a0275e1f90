import { describe, expect, it } from '@jest/globals';
import { forgottenEvent, namesCustomer } from './forgotten-event.ts';

const forgotten = { customerId: 'Ace', pseudonym: 'forgotten-1', dimensions: ['tier'] };

const structured = (data: object, more: object = {}): string =>
  JSON.stringify({ specversion: '1.0', id: 'e1', ...more, data });

const without = (data: object, more: object = {}): unknown =>
  JSON.parse(forgottenEvent(structured(data, more), 'structured', forgotten));

describe('An event of a customer that is forgotten', () => {
  it('keeps what the contract is worth, and its dimensions', () => {
    const worth = { contract_id: 'C', currency: 'USD', term: { start: '2025-01-01', end: null }, lines: [{ id: 'a' }] };
    expect(without({ ...worth, customer_id: 'Ace', attributes: { tier: 'smb', owner: 'Ann', note: 'Ace' } })).toEqual({
      specversion: '1.0',
      id: 'e1',
      data: {
        ...{ ...worth, customer_id: 'forgotten-1' },
        attributes: { tier: 'smb', owner: 'forgotten-1', note: 'forgotten-1' },
      },
    });
  });

  it('loses every field that has no meaning, in the envelope and in the data', () => {
    expect(without({ customer_id: 'Ace', customer_name: 'Ann', email: 'a@b.c' }, { tenant: 'Ace' })).toEqual({
      ...{ specversion: '1.0', id: 'e1' },
      data: { customer_id: 'forgotten-1' },
    });
  });

  it('keeps the ids of other customers, on both sides of a merge', () => {
    expect(without({ customer_id: 'Bob', into: 'Ace' })).toMatchObject({
      data: { customer_id: 'Bob', into: 'forgotten-1' },
    });
    expect(without({ customer_id: 'Ace', into: null })).toMatchObject({
      data: { customer_id: 'forgotten-1', into: null },
    });
  });

  it('has another reason if it is a cancellation with one', () => {
    expect(without({ contract_id: 'C', reason: 'Ann left' })).toMatchObject({ data: { reason: 'forgotten-1' } });
    expect(without({ contract_id: 'C', reason: null })).toMatchObject({ data: { reason: null } });
  });

  it('is the same with its attributes in headers', () => {
    const text = JSON.stringify({ contract_id: 'C', customer_id: 'Ace', email: 'a@b.c' });
    expect(JSON.parse(forgottenEvent(text, 'binary', forgotten))).toEqual({
      contract_id: 'C',
      customer_id: 'forgotten-1',
    });
    expect(namesCustomer(text, 'binary', 'Ace')).toBe(true);
  });
});

describe('An event', () => {
  it('names a customer as its own or as that of a merge, in any spelling', () => {
    const names = (data: object) => namesCustomer(structured(data), 'structured', 'Ace');
    expect([names({ customer_id: 'Ace' }), names({ customer_id: 'B', into: 'Ace' })]).toEqual([true, true]);
    expect([names({ customer_id: 'Acer' }), names({ contract_id: 'Ace' })]).toEqual([false, false]);
    expect(namesCustomer(String.raw`{"data":{"customer_id":"\u0041ce"}}`, 'structured', 'Ace')).toBe(true);
  });
});
