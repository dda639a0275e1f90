import { describe, expect, it } from '@jest/globals';
import { checked } from '../../../../test/builders/checked-events.ts';
import { created, term } from '../../../../test/builders/events.ts';
import { checkText } from './check-text.ts';

describe('The text of a check', () => {
  it('fits into 80 columns', async () => {
    const ends = Array.from({ length: 9 }, (_, i) =>
      created({ contract: `subscription-of-a-customer-${i}`, currency: 'EUR', term: term('2025-01-01', '2025-12-31') }),
    );
    const lines = checkText(await checked(['{"specversion":"1.0","id":"x"}', ...ends], { rates: [] })).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toContain('    … and 6 more');
    expect(lines).toContain('    next: correct the field that the message names');
    expect(lines.find((line) => line.startsWith('EUR'))).toMatch(/no rate$/);
  });

  it('says so if there is nothing to look at', async () => {
    expect(checkText(await checked([created()]))).toMatch(/\n\nNo accepted event looks wrong\.$/);
  });
});
