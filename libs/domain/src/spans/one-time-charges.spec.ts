import { describe, expect, it } from '@jest/globals';
import { amended, cancelled, contract, day } from '../../../../test/builders/events.ts';
import { line, oneTime } from '../../../../test/builders/lines.ts';
import type { ContractEvent } from '../facts/contract-event.ts';
import { foldTimeline } from '../facts/timeline.ts';
import { oneTimeCharges } from './one-time-charges.ts';

const charges = (events: readonly ContractEvent[], since: string | null = null): readonly string[] =>
  oneTimeCharges(foldTimeline(events), since === null ? null : day(since)).map(
    ({ date, amount, currency, customerId }) => `${date} ${amount.toFixed()} ${currency} ${customerId}`,
  );

const setup = { lines: [line(), oneTime('2025-01-10', 100), oneTime('2025-06-10', 20, 'training')] };

describe('a one-time line', () => {
  it('counts on its date, once, though an amendment repeats it', () => {
    expect(charges(contract(setup, amended({ ...setup, effective: '2025-03-01', version: 1 })))).toEqual([
      '2025-01-10 100 USD cus-1',
      '2025-06-10 20 USD cus-1',
    ]);
  });

  it('counts in the currency and for the customer of the event that governs on its date', () => {
    const moved = amended({ ...setup, effective: '2025-03-01', version: 1, currency: 'EUR', customer: 'cus-2' });
    expect(charges(contract(setup, moved))).toEqual(['2025-01-10 100 USD cus-1', '2025-06-10 20 EUR cus-2']);
  });

  it('does not count where the event that governs on its date carries it no more', () => {
    expect(charges(contract(setup, amended({ effective: '2025-03-01', version: 1 })))).toEqual([
      '2025-01-10 100 USD cus-1',
    ]);
    expect(charges(contract(setup, cancelled({ effective: '2025-03-01', version: 1 })))).toEqual([
      '2025-01-10 100 USD cus-1',
    ]);
  });

  it('counts before the earliest effective day by the event that governs on that one', () => {
    expect(charges(contract({ ...setup, effective: '2025-02-01' }))).toEqual([
      '2025-01-10 100 USD cus-1',
      '2025-06-10 20 USD cus-1',
    ]);
  });

  it('counts on a day on which the contract is not active, too', () => {
    expect(charges(contract({ lines: [oneTime('2030-01-01', 7)] }))).toEqual(['2030-01-01 7 USD cus-1']);
  });

  it('is not told again from a day on that lies behind it', () => {
    expect(charges(contract(setup, amended({ ...setup, effective: '2025-03-01', version: 1 })), '2025-03-01')).toEqual([
      '2025-06-10 20 USD cus-1',
    ]);
  });
});
