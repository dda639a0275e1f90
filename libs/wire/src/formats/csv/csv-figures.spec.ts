import { describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../../test/figures.ts';
import { oneContract, outcomeOf } from '../../../test/sheets.ts';
import type { SheetConfig } from './sheet.ts';

type Given = Partial<SheetConfig>;

const eventsOf = (lines: readonly string[], given: Given = {}) => {
  const { events, codes } = outcomeOf(lines, given);
  expect(codes).toEqual([]);
  return events.map(({ event }) => event);
};
const figures = (lines: readonly string[], given: Given = {}) => figuresOf(eventsOf(lines, given));

describe('The figures of a sheet', () => {
  it('of a total for two years are half of it a year', () => {
    const on = figures(oneContract('end|tcv', '2027-01-01|48000'));
    expect(on('2025-06-30')).toBe('24000 24000 24000 48000');
    expect(on('2027-01-01')).toBe('0 0 0 0');
  });

  it('of a ramp follow its steps, a row each', () => {
    const on = figures(
      oneContract(
        'end|auto_renew|line_start|line_end|arr',
        '2028-01-01|no|2025-01-01|2026-01-01|162000',
        '2028-01-01|no|2026-01-01|2027-01-01|171000',
        '2028-01-01|no|2027-01-01||180000',
      ),
    );
    expect(on('2025-06-30')).toBe('162000 162000 162000 513000');
    expect(on('2026-06-30').split(' ')[0]).toBe('171000');
    expect(on('2027-12-31').split(' ')[0]).toBe('180000');
  });

  it('are the same by seats and price, by fee, by MRR and by ARR, in the sheets of three countries', () => {
    const same = [
      oneContract('end|quantity|unit price|billing frequency', '2026-01-01|25|40|monthly'),
      oneContract('end|seats|fee|frequency', '2026-01-01|25|3000|quarterly'),
      oneContract('end|mrr', '2026-01-01|1000'),
      oneContract('end|arr', '2026-01-01|$12,000.00'),
    ];
    for (const lines of same) expect(figures(lines)('2025-06-30')).toBe('12000 12000 12000 12000');
    const german = ['Contract Number|Company|ccy|From|To|ARR', 'C|A|EUR|01.01.2025|31.12.2025|12.000,00 €'];
    expect(figures(german, { dates: 'dmy', decimal: ',' })('2025-12-31')).toBe('12000 12000 12000 12000');
    const french = ['Contract Number|Company|ccy|From|To|ARR', 'C|A|EUR|01/01/2025|31/12/2025|12 000,00'];
    expect(figures(french, { dates: 'dmy', decimal: ',' })('2026-01-01')).toBe('0 0 0 0');
  });

  it('take a discount off for a while or for good, and leave out what is charged once', () => {
    const on = figures(
      oneContract(
        'end|product|kind|arr|amount|discount|discount_end',
        '2026-01-01|core|recurring|12000||10%|',
        '2026-01-01|support|recurring|6000||50|2025-04-01',
        '2026-01-01|setup|one_time||2500||',
      ),
    );
    // 900 and 250 a month for three months, then 900 and 500 for nine.
    expect(on('2025-02-01')).toBe('16800 16050 16050 16050');
  });

  it('of a contract without an end are those of what is billed next', () => {
    expect(figures(oneContract('mrr', '1000'))('2030-01-01')).toBe('12000 12000 1000 -');
    expect(figures(oneContract('amount|per', '1000|weekly'))('2025-06-30')).toBe('52000 52000 1000 -');
  });

  it('go by the prefix and the products of an adapter', () => {
    const given = { contractPrefix: 'eu-', products: new Map([['Core Seats', 'core']]) };
    const [event] = eventsOf(oneContract('product|mrr', 'Core Seats|1000'), given);
    expect(event?.id).toBe('eu-C#r0');
    expect(event?.data).toMatchObject({ contract_id: 'eu-C', lines: [{ id: 'core', product: 'core' }] });
  });

  it('renew, end on a cancellation, and are corrected by a later revision from their start on', () => {
    const renewing = oneContract('term_months|auto_renew|arr|cancelled', '12|yes|12000|');
    expect(figures(renewing)('2027-06-30')).toBe('12000 12000 12000 12000');
    const ended = oneContract('term_months|auto_renew|arr|cancelled', '12|yes|9000|2026-03-01');
    const on = figuresOf([...eventsOf(ended, { revision: 1 }), ...eventsOf(renewing)]);
    expect(['2025-01-01', '2026-02-28', '2026-03-01'].map((day) => on(day).split(' ')[0])).toEqual([
      '9000',
      '9000',
      '0',
    ]);
  });
});
