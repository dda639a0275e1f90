import { describe, expect, it } from '@jest/globals';
import { type CivilDate, Decimal } from '@app/domain';
import { differencesBetween } from './compare-contracts.ts';
import type { Comparing } from './compare-contracts.ts';
import { COMPARED } from './reconciliation.ts';

const day = (text: string): CivilDate => text as CivilDate;

const inBooks = {
  ...{ contractId: 'c1', customerId: 'Acme', currency: 'USD', arr: new Decimal('1200') },
  inForce: { start: day('2025-01-01'), end: day('2026-01-01') },
};
const inList = { ...inBooks, place: 'row 2' };
const comparing: Comparing = { compared: COMPARED, tolerance: new Decimal('0.06') };

const kinds = (changes: Partial<typeof inList>, asked: Partial<Comparing> = {}): readonly string[] =>
  differencesBetween(inBooks, { ...inList, ...changes }, { ...comparing, ...asked }).map(({ kind }) => kind);

describe('A contract of the books beside that of a list', () => {
  it('is alike if nothing differs', () => {
    expect(kinds({})).toEqual([]);
  });

  it('differs in every value that is another one, with both and the place in the list', () => {
    const changed = {
      ...{ ...inList, customerId: 'Globex', arr: new Decimal('1300.5') },
      inForce: { start: day('2025-02-01'), end: null },
    };
    const told = { contractId: 'c1', place: 'row 2', inactive: null };
    expect(differencesBetween(inBooks, changed, comparing)).toEqual([
      { ...told, kind: 'customer', books: 'Acme', list: 'Globex' },
      { ...told, kind: 'arr', books: '1200', list: '1300.5' },
      { ...told, kind: 'start', books: '2025-01-01', list: '2025-02-01' },
      { ...told, kind: 'end', books: '2026-01-01', list: null },
    ]);
  });

  it('takes amounts for the same up to the tolerance, above and below', () => {
    expect(kinds({ arr: new Decimal('1200.06') })).toEqual([]);
    expect(kinds({ arr: new Decimal('1199.94') })).toEqual([]);
    expect(kinds({ arr: new Decimal('1200.0600000001') })).toEqual(['arr']);
    expect(kinds({ arr: new Decimal('1199.9399999999') })).toEqual(['arr']);
    expect(kinds({ arr: new Decimal('1200.01') }, { tolerance: new Decimal(0) })).toEqual(['arr']);
  });

  it('does not compare amounts of two currencies', () => {
    expect(kinds({ currency: 'EUR', arr: new Decimal('900') })).toEqual(['currency']);
  });

  it('is compared in what is asked for alone', () => {
    expect(kinds({ customerId: 'Globex', arr: new Decimal('1') }, { compared: ['customer'] })).toEqual(['customer']);
  });
});
