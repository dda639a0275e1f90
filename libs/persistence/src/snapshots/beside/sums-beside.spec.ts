import { DEFAULT_POLICY } from '@app/domain';
import { describe, expect, it } from '@jest/globals';
import type { Transaction } from '../../database/database.ts';
import { SharedPeriods } from './shared-periods.ts';
import { SumsBeside } from './sums-beside.ts';

const OWN = { query: () => Promise.resolve([]) } as unknown as Transaction;
const WORK = { policy: DEFAULT_POLICY, periods: new SharedPeriods([]), written: [] };

describe('A second connection for sums', () => {
  it('is done without if the server has none left', async () => {
    const full = { pass: () => Promise.reject(new Error('too many connections')) };
    const sums = new SumsBeside(full, 'last');
    await sums.begin(OWN, WORK);
    await sums.end();
  });

  it('fails the take if it is lost before it sees the books, because the take may be in the middle of a copy', async () => {
    const lost: ConstructorParameters<typeof SumsBeside>[0] = {
      pass: (_, work) => work({ ...OWN, query: () => Promise.reject(new Error('the connection is lost')) }),
    };
    const sums = new SumsBeside(lost, 'last');
    await expect(sums.begin(OWN, WORK)).rejects.toThrow('the connection is lost');
    await sums.end();
  });
});
