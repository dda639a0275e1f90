import { describe, expect, it } from '@jest/globals';
import { type ContractEvent, type ContractId, DEFAULT_POLICY, explainContract, type Policy } from '@app/domain';
import { amended, anchored, contract, day, term } from '../../../../../test/builders/events.ts';
import { amountOffAll, expectedUsage, line, percentOff, percentOffAll } from '../../../../../test/builders/lines.ts';
import { contractText } from './contract-text.ts';

const textOn = (events: readonly ContractEvent[], on: string, policy: Partial<Policy> = {}): string =>
  contractText({
    contractId: 'sub-1' as ContractId,
    explanation: explainContract(events, day(on), { ...DEFAULT_POLICY, ...policy }),
    mergedFrom: null,
    differences: [],
    isStale: false,
  });

/** Lines may be broken anywhere. */
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

const expectAll = (text: string, said: readonly string[]): void => {
  for (const part of said) expect(inOneLine(text)).toContain(part);
};

describe('the explanation of a contract', () => {
  it('shows its discounts, on all lines together, and what each line keeps', () => {
    const lines = [line({ id: 'a', price: 30 }), line({ id: 'b', price: 40 })];
    const discounts = [percentOffAll(5, { end: '2025-02-01' }), amountOffAll(50)];
    expectAll(textOn(contract({ lines, discounts }), '2025-01-15'), [
      'Discounts of the contract, on all annual rates together, 840',
      'less 5 % until 2025-02-01: passing, so annual rates pass over it',
      'less 50 each month × 12 without an end: lasting, counts: leaves 240',
      'each line keeps 240 ÷ 840 of its rate: a 102.8571428571…, b 137.1428571429…',
      'ARR = 102.8571428571… + 137.1428571429… = 240 ',
    ]);
  });

  it('shows a trial, and what is free in it', () => {
    const free = contract({ lines: [line({ discounts: [percentOff(100, { end: '2025-02-01' })] })] });
    expectAll(textOn(free, '2025-01-15'), [
      'Trial: 2025-01-01 until 2025-02-01, free days at the beginning',
      'a free day before the contract is first paid for: 0, before discounts too',
      'Gross ARR, before discounts = 0',
    ]);
  });

  it('shows an amount for the whole term, and what lines bill by days', () => {
    const odd = contract({
      term: term('2025-01-01', '2025-02-15', true),
      lines: [line({ price: 450, per: 'term' }), line({ id: 'weekly', price: 7, per: [2, 'week'] }), expectedUsage()],
    });
    expectAll(textOn(odd, '2025-02-20'), [
      'seats (core): 1 × 450 = 450 for the whole term',
      'annual rate 450 × 12 ÷ 1.5 months a year = 3,600',
      'annual rate 7 × 52 ÷ 2 a year = 182',
      'billed 450 × 45 days ÷ 45 = 450',
      'billed 7 × 45 days ÷ 14 = 22.5',
      'Expected usage expected: 300 × 12 a year = 3,600',
    ]);
  });

  it('fits a terminal of 80 columns, with the further lines indented below the first', () => {
    const lines = Array.from({ length: 9 }, (_, i) => line({ id: `line-${i}`, price: 1_234_567 }));
    const text = textOn(contract({ lines }), '2025-01-15');
    expect(Math.max(...text.split('\n').map((each) => each.length))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/^  1\. [^\n]+\n    \S/m);
    expect(text).toMatch(/^ARR = [^\n]+\n  [\d,]/m);
  });

  it('shows the anchor of a term, and its days of grace', () => {
    const cut = anchored(term('2025-02-28', '2025-03-31'), '2025-01-31');
    const policy = { renewalGraceDays: 30 };
    expectAll(textOn(contract({ term: cut }), '2025-03-15', policy), [
      'stated 2025-02-28 until 2025-03-31, 1 month counted from 2025-01-31, does not renew by itself, with 30 days of grace',
    ]);
    expectAll(textOn(contract({ term: cut }), '2025-04-15', policy), [
      'Its term has ended, within its days of grace: the contract is active.',
      'within the 30 days of grace after it, valued as if it did; in force 2025-03-31 until 2025-04-30 (renewal 1)',
    ]);
    expectAll(textOn(contract({ term: cut }), '2025-04-30', policy), ['the contract is not active']);
  });

  it('says in which order events were recorded', () => {
    const unversioned = amended({ id: 'later', version: null, effective: '2025-05-01' });
    expectAll(textOn(contract({}, unversioned), '2025-06-01'), [
      'versions do not count, because not every event states one',
      'amended, no version, recorded',
    ]);
    expect(inOneLine(textOn(contract(), '2025-06-01'))).toContain('(version, then time, then kind, then id)');
  });
});
