import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '@app/domain';
import type { StoredEntry } from '@app/processing';
import { ownersJson, timelineFrom, timelineText } from './stored-timeline.ts';

const day = (text: string): CivilDate => text as CivilDate;

const entry = (from: string, seq: number, more: Partial<StoredEntry> = {}): StoredEntry => ({
  from: day(from),
  seq,
  economicSince: day(from),
  currencySince: null,
  currency: 'USD',
  customerId: 'cus_1',
  ...more,
});

const TIMELINE = [
  entry('2024-01-01', 1),
  entry('2024-02-01', 2),
  entry('2024-03-01', 3, { economicSince: day('2024-02-01') }),
  entry('2024-04-01', 4, { customerId: null }),
  entry('2024-05-01', 5, { customerId: 'cus_2', currency: 'EUR', currencySince: day('2024-05-01') }),
  entry('2024-06-01', 6, { customerId: 'cus_2', currency: 'EUR', currencySince: day('2024-05-01') }),
];

describe('a stored timeline', () => {
  it('is read as it was written', () => {
    expect(timelineFrom(timelineText(TIMELINE))).toEqual(TIMELINE);
  });

  it('holds only the fields of an entry that differ from the one before', () => {
    expect(JSON.parse(timelineText(TIMELINE.slice(0, 3)))).toEqual([
      ['2024-01-01', 1, '2024-01-01', null, 'USD', 'cus_1'],
      ['2024-02-01', 2],
      ['2024-03-01', 3, '2024-02-01'],
    ]);
  });

  it('is refused where its beginning is missing', () => {
    expect(() => timelineFrom('[["2024-02-01",2]]')).toThrow('not whole');
  });
});

describe('the owners of a contract', () => {
  it('are left out where it is of one customer, also where it is cancelled', () => {
    expect(ownersJson(TIMELINE.slice(0, 4))).toBeNull();
  });

  it('begin anew on the day from which another customer has it', () => {
    expect(ownersJson(TIMELINE)).toEqual([
      ['2024-01-01', 'cus_1'],
      ['2024-04-01', null],
      ['2024-05-01', 'cus_2'],
    ]);
  });
});
