import { describe, expect, it } from '@jest/globals';
import { type ContractEvent, Decimal, ONE, plain, ZERO } from '@app/domain';
import { data, envelope, ofText, structured, withData } from '../../test/example.ts';
import { isRefusal } from '../refusal.ts';
import { contractEvent } from './contract-event.ts';
import { readEvent } from './read-event.ts';
import type { RawRecord } from './wire-event.ts';

const eventOf = (record: RawRecord): ContractEvent => {
  const read = readEvent(record);
  if (isRefusal(read)) throw new Error(read.message);
  if (read.kind === 'merged') throw new Error('is no event of a contract');
  return contractEvent(read);
};

const bare = { id: 'a', kind: 'recurring', product: 'core', unit_price: '40', per: 'month' };

describe('An event as the domain has it', () => {
  it('has every field of the example', () => {
    expect(eventOf(structured(envelope()))).toEqual({
      kind: 'created',
      id: 'evt_1',
      source: '/billing/acme',
      recordedAt: { seconds: 1_736_933_400, nanos: 0 },
      version: 1,
      contractId: 'sub_1',
      customerId: 'cus_1',
      currency: 'USD',
      effectiveDate: '2025-01-15',
      term: { start: '2025-01-15', end: '2026-01-15', autoRenew: true, anchor: '2025-01-15' },
      lines: [
        {
          kind: 'recurring',
          id: 'seats',
          product: 'core',
          quantity: new Decimal(25),
          unitPrice: new Decimal(40),
          per: { interval: 'month', count: 1 },
          discounts: [{ type: 'percent', value: new Decimal(10), start: null, end: '2025-07-15' }],
          start: null,
          end: null,
        },
        {
          kind: 'usage_commitment',
          id: 'min',
          product: 'api-calls',
          amount: new Decimal(500),
          per: { interval: 'month', count: 3 },
          discounts: [],
          start: null,
          end: null,
        },
        { kind: 'one_time', id: 'setup', amount: new Decimal(2500), date: '2025-01-15', start: null, end: null },
      ],
      discounts: [],
      attributes: { tier: 'mid-market', channel: 'outbound', region: 'emea' },
      renews: ['sub_0'],
      openedDate: '2024-11-01',
      closedDate: '2025-01-10',
    });
  });

  const absent = { version: undefined, attributes: undefined, renews: undefined, opened_date: undefined };
  const nulls = { version: null, discounts: null, attributes: { tier: null }, renews: null, opened_date: null };

  it.each([
    ['absent', { ...absent, term: { start: '2025-01-15', end: null }, lines: [bare] }],
    [
      'null',
      {
        ...nulls,
        term: { start: '2025-01-15', end: null, auto_renew: null, anchor: null },
        lines: [{ ...bare, quantity: null, discounts: null, start: null, end: null }],
      },
    ],
  ])('has its defaults if fields are %s', (_claim, changes) => {
    expect(eventOf(withData(changes))).toMatchObject({
      version: null,
      discounts: [],
      attributes: {},
      renews: [],
      openedDate: null,
      term: { start: '2025-01-15', end: null, autoRenew: false, anchor: '2025-01-15' },
      lines: [{ quantity: ONE, discounts: [], start: null, end: null }],
    });
  });

  it('reads decimals by value, and has no -0', () => {
    const lines = [{ ...bare, unit_price: '-0.00', quantity: 999_999_999_999_999 }];
    const event = eventOf(ofText(String(withData({ lines, version: 0 }).value).replace('"version":0', '"version":-0')));
    expect(event).toMatchObject({ version: 0, lines: [{ unitPrice: ZERO }] });
    expect(
      event.kind === 'created' && event.lines.map((line) => line.kind === 'recurring' && plain(line.quantity)),
    ).toEqual(['999999999999999']);
  });

  it('counts months from a stated anchor', () => {
    const term = { start: '2025-02-28', end: '2025-03-31', anchor: '2025-01-31' };
    expect(eventOf(withData({ term }))).toMatchObject({ term: { start: '2025-02-28', anchor: '2025-01-31' } });
  });

  it('has discounts of the contract, by default for each month', () => {
    const discounts = [
      { type: 'percent', value: '10', start: '2025-02-01' },
      { type: 'amount', value: '50' },
      { type: 'amount', value: '600', per: { interval: 'month', count: 6 }, end: '2026-01-01' },
    ];
    expect(eventOf(withData({ discounts }))).toMatchObject({
      discounts: [
        { type: 'percent', value: new Decimal(10), start: '2025-02-01', end: null },
        { type: 'amount', value: new Decimal(50), per: { interval: 'month', count: 1 }, start: null, end: null },
        {
          type: 'amount',
          value: new Decimal(600),
          per: { interval: 'month', count: 6 },
          start: null,
          end: '2026-01-01',
        },
      ],
    });
  });

  it('prices a line for the whole term', () => {
    expect(eventOf(withData({ lines: [{ ...bare, per: 'term' }] }))).toMatchObject({
      lines: [{ per: { interval: 'term' } }],
    });
  });

  it('has prices with 14 decimals', () => {
    const event = eventOf(withData({ lines: [{ ...bare, unit_price: '0.00000000000125' }] }));
    expect(
      event.kind === 'created' && event.lines.map((line) => line.kind === 'recurring' && plain(line.unitPrice)),
    ).toEqual(['0.00000000000125']);
  });

  it('ignores the product of a line that needs none', () => {
    const lines = [{ id: 't', kind: 'tax', product: 'core', amount: '1', start: '2025-02-01', end: '2025-03-01' }];
    const event = eventOf(withData({ lines }));
    expect(event.kind === 'created' && event.lines).toEqual([
      { id: 't', kind: 'tax', amount: ONE, start: '2025-02-01', end: '2025-03-01' },
    ]);
  });

  it('renews one contract or several', () => {
    expect(eventOf(withData({ renews: 'sub_0' }))).toMatchObject({ renews: ['sub_0'] });
    expect(eventOf(withData({ renews: ['sub_0', 'sub_9'] }))).toMatchObject({ renews: ['sub_0', 'sub_9'] });
  });

  it('that cancels has only its reason', () => {
    const { contract_id, effective_date } = data();
    const cancelled = { type: 'subscription.cancelled', data: { contract_id, effective_date, reason: 'moved' } };
    expect(eventOf(structured(envelope(cancelled)))).toEqual({
      kind: 'cancelled',
      id: 'evt_1',
      source: '/billing/acme',
      recordedAt: { seconds: 1_736_933_400, nanos: 0 },
      version: null,
      contractId: 'sub_1',
      effectiveDate: '2025-01-15',
      reason: 'moved',
    });
  });
});
