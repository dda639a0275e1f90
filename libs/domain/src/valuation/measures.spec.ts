import { describe, expect, it } from '@jest/globals';
import { amended, cancelled, contract, created, term } from '../../../../test/builders/events.ts';
import {
  amountOff,
  commitment,
  expectedUsage,
  line,
  oneTime,
  percentOff,
  uncounted,
} from '../../../../test/builders/lines.ts';
import { worth } from '../../../../test/builders/worth.ts';
import type { Ramp } from '../policy/policy.ts';

const YEAR = term('2025-01-01', '2026-01-01');
const RENEWING_YEAR = term('2025-01-01', '2026-01-01', true);
const EVERGREEN = term('2025-01-01', null);
const WHOLE_TERM = { amendmentBasis: 'whole_term' } as const;

describe('a flat deal', () => {
  it('of two years at 2,000 a month compares with one of one year', () => {
    const two = contract({ term: term('2025-01-01', '2027-01-01'), lines: [line({ price: 2000 })] });
    expect(worth(two, '2025-06-01')).toEqual({
      arr: '24000',
      grossArr: '24000',
      acv: '24000',
      contractedAcv: '24000',
      contractValue: '48000',
      oneTime: '0',
      tcv: '48000',
      expectedUsage: '0',
    });
  });

  it('is worth nothing before its term and after it', () => {
    const nothing = { arr: '0', acv: '0', contractedAcv: '0', contractValue: '0', oneTime: '0', tcv: '0' };
    expect(worth(contract(), '2024-12-31')).toMatchObject(nothing);
    expect(worth(contract(), '2026-01-01')).toMatchObject(nothing);
    expect(
      worth(contract({ term: EVERGREEN }, cancelled({ effective: '2025-05-01', version: 1 })), '2025-05-01'),
    ).toMatchObject(nothing);
  });

  it('that begins before its term does is not active until then', () => {
    const early = contract({ effective: '2024-11-01' });
    expect(worth(early, '2024-12-31').arr).toBe('0');
    expect(worth(early, '2025-01-01').arr).toBe('1200');
  });
});

describe('a ramp of 162k, 171k and 180k with 25k of set-up', () => {
  const ramp = contract({
    term: term('2025-01-01', '2028-01-01'),
    lines: [
      line({ id: 'y1', price: 162_000, per: 'year', end: '2026-01-01' }),
      line({ id: 'y2', price: 171_000, per: 'year', start: '2026-01-01', end: '2027-01-01' }),
      line({ id: 'y3', price: 180_000, per: 'year', start: '2027-01-01' }),
      oneTime('2025-01-01', 25_000),
    ],
  });

  it.each<[Ramp, string]>([
    ['average_in_year', '162000'],
    ['exit_run_rate', '162000'],
    ['term_average', '171000'],
  ])('has an ACV by %s of %s, and a TCV of 538,000', (policy, acv) => {
    expect(worth(ramp, '2025-06-01', { ramp: policy })).toMatchObject({
      acv,
      contractValue: '513000',
      oneTime: '25000',
      tcv: '538000',
    });
  });

  it('has the ARR of each step in its year, while its ACV stays that of the first', () => {
    expect(['2025-06-01', '2026-06-01', '2027-06-01'].map((on) => worth(ramp, on).arr)).toEqual([
      '162000',
      '171000',
      '180000',
    ]);
    expect(worth(ramp, '2027-06-01').acv).toBe('162000');
  });
});

describe('a step of six months at 1,000, then 2,000', () => {
  const step = contract({
    lines: [line({ id: 'a', price: 1000, end: '2025-07-01' }), line({ id: 'b', price: 2000, start: '2025-07-01' })],
  });

  it.each<[Ramp, string]>([
    ['average_in_year', '18000'],
    ['exit_run_rate', '24000'],
    ['term_average', '18000'],
  ])('has an ACV by %s of %s', (ramp, acv) => {
    expect(worth(step, '2025-02-01', { ramp }).acv).toBe(acv);
  });
});

describe('ten seats, ten more after four months', () => {
  const seats = contract(
    { lines: [line({ quantity: 10 })] },
    amended({ effective: '2025-05-01', version: 1, lines: [line({ quantity: 20 })] }),
  );

  it('are worth 24,000 by the remaining term and 20,000 by the whole term; the contract value is the same', () => {
    expect(worth(seats, '2025-06-01')).toMatchObject({
      arr: '24000',
      acv: '24000',
      contractValue: '20000',
      contractedAcv: '20000',
    });
    expect(worth(seats, '2025-06-01', WHOLE_TERM)).toMatchObject({
      arr: '24000',
      acv: '20000',
      contractValue: '20000',
    });
  });

  it('were worth 12,000 before', () => {
    expect(worth(seats, '2025-04-30')).toMatchObject({ arr: '12000', acv: '12000', contractValue: '12000' });
  });

  it('move no amount by an amendment of an attribute', () => {
    const noOp = amended({
      effective: '2025-09-01',
      version: 2,
      lines: [line({ quantity: '20.0' })],
      attributes: { tier: 'gold' },
    });
    for (const policy of [{}, WHOLE_TERM, { ramp: 'term_average' } as const]) {
      expect(worth([...seats, noOp], '2025-10-01', policy)).toEqual(worth(seats, '2025-10-01', policy));
    }
  });

  it('are, by the whole term, valued over the contract year that holds the change', () => {
    const second = contract(
      { term: term('2025-01-01', '2027-01-01'), lines: [line({ quantity: 10 })] },
      amended({
        term: term('2025-01-01', '2027-01-01'),
        effective: '2026-05-01',
        version: 1,
        lines: [line({ quantity: 20 })],
      }),
    );
    expect(worth(second, '2026-06-01', WHOLE_TERM).acv).toBe('20000');
    expect(worth(second, '2026-06-01', { ...WHOLE_TERM, ramp: 'term_average' }).acv).toBe('16000');
    expect(worth(second, '2026-06-01', { ...WHOLE_TERM, ramp: 'exit_run_rate' }).acv).toBe('24000');
  });
});

describe('the first year of what remains', () => {
  const threeYears = term('2025-01-01', '2028-01-01');
  const steps = [
    line({ id: 'y1', price: 162_000, per: 'year', end: '2026-01-01' }),
    line({ id: 'y2', price: 171_000, per: 'year', start: '2026-01-01' }),
  ];

  it('begins with the latest economic change and has twelve months', () => {
    const events = contract(
      { term: threeYears },
      amended({
        term: threeYears,
        effective: '2025-07-01',
        version: 1,
        lines: [line({ id: 'a', price: 200, end: '2026-04-01' }), line({ id: 'b', price: 400, start: '2026-04-01' })],
      }),
    );
    // Nine months at 200 and three at 400.
    expect(worth(events, '2025-08-01').acv).toBe('3000');
    expect(worth(events, '2026-08-01').acv).toBe('3000');
  });

  it('is not moved on by an amendment that changes nothing economic', () => {
    const events = contract(
      { term: threeYears, lines: steps },
      amended({ term: threeYears, effective: '2026-06-01', version: 1, lines: steps.toReversed(), customer: 'cus-2' }),
    );
    expect(worth(events, '2026-07-01').acv).toBe('162000');
  });
});

describe('what is committed', () => {
  it('is 3,000 in a pilot of three months at 1,000, though its ACV is 12,000', () => {
    const pilot = contract({ term: term('2025-01-01', '2025-04-01'), lines: [line({ price: 1000 })] });
    expect(worth(pilot, '2025-02-01')).toMatchObject({
      arr: '12000',
      acv: '12000',
      contractedAcv: '3000',
      contractValue: '3000',
    });
  });

  it('is one month where the contract goes from month to month, evergreen or by terms that renew', () => {
    const lines = [line({ price: 1000 })];
    expect(worth(contract({ term: EVERGREEN, lines }), '2025-06-01')).toMatchObject({
      acv: '12000',
      contractedAcv: '1000',
      contractValue: null,
      tcv: null,
    });
    expect(worth(contract({ term: term('2025-01-01', '2025-02-01', true), lines }), '2025-06-01')).toMatchObject({
      acv: '12000',
      contractedAcv: '1000',
      contractValue: '1000',
    });
  });

  it('takes every discount: half off the first month is 500 in it and 1,000 after it, while ACV stays', () => {
    const lines = [line({ price: 1000, discounts: [percentOff(50, { end: '2025-02-01' })] })];
    const monthly = contract({ term: term('2025-01-01', '2025-02-01', true), lines });
    expect(worth(monthly, '2025-01-31')).toMatchObject({ acv: '12000', contractedAcv: '500' });
    expect(worth(monthly, '2025-02-01')).toMatchObject({ acv: '12000', contractedAcv: '1000' });
  });

  it('is one billing interval of each line of an evergreen contract, at most its ACV', () => {
    const lines = [
      line({ price: 100 }),
      commitment({ amount: 600, per: 'quarter' }),
      line({ id: 'long', price: 9000, per: [3, 'year'] }),
    ];
    expect(worth(contract({ term: EVERGREEN, lines }), '2025-06-01')).toMatchObject({
      acv: '6600',
      contractedAcv: '6600',
    });
    expect(worth(contract({ term: EVERGREEN, lines: lines.slice(0, 2) }), '2025-06-01').contractedAcv).toBe('700');
  });
});

describe('terms that renew', () => {
  it('by less than a year are worth their run rate, whatever the policy', () => {
    const lines = [
      line({ id: 'a', price: 100, end: '2025-04-01' }),
      line({ id: 'b', price: 200, start: '2025-04-01' }),
    ];
    const halfYear = contract({ term: term('2025-01-01', '2025-07-01', true), lines });
    expect(worth(halfYear, '2025-02-01', { ramp: 'term_average' }).acv).toBe('1200');
    expect(worth(halfYear, '2025-05-01', { ramp: 'term_average' }).acv).toBe('2400');
  });

  it('are worth exactly three months in a quarter from 31 July to 31 October', () => {
    const quarterly = contract({ term: term('2025-01-31', '2025-04-30', true), lines: [line({ price: 62 })] });
    expect(worth(quarterly, '2025-08-01')).toMatchObject({ arr: '744', contractValue: '186', contractedAcv: '186' });
  });

  it('of n days are counted in months from the start of each', () => {
    const tenDays = contract({ term: term('2025-01-01', '2025-01-11', true), lines: [line({ price: 310 })] });
    expect(worth(tenDays, '2025-01-05').contractValue).toBe('100');
    // From 31 January to 10 February, in a month that ends on 28 February: 10 of 28 days.
    expect(worth(tenDays, '2025-01-31').contractValue).toBe('110.7142857143');
  });

  it('lose the line whose end is stated, and keep the others', () => {
    const lines = [line({ id: 'seats', price: 100 }), line({ id: 'support', price: 50, end: '2026-01-01' })];
    const renewing = contract({ term: RENEWING_YEAR, lines });
    expect(worth(renewing, '2025-06-01').arr).toBe('1800');
    expect(worth(renewing, '2026-06-01')).toMatchObject({ arr: '1200', acv: '1200', contractValue: '1200' });
  });
});

describe('discounts', () => {
  const halfOffTwoMonths = contract({
    term: EVERGREEN,
    lines: [
      line({ discounts: [percentOff(50, { end: '2025-03-01' })] }),
      line({ id: 'other', discounts: [percentOff(10)] }),
    ],
  });

  it('that pass move no ARR by default, and all of it by the other policy', () => {
    expect(worth(halfOffTwoMonths, '2025-02-01')).toMatchObject({ arr: '2280', grossArr: '2400' });
    expect(worth(halfOffTwoMonths, '2025-02-01', { discounts: 'all' })).toMatchObject({ arr: '1680', acv: '1680' });
    expect(worth(halfOffTwoMonths, '2025-03-01', { discounts: 'all' }).arr).toBe('2280');
  });

  it('count in contract value and in the average, lasting or not', () => {
    const promoted = contract({
      term: RENEWING_YEAR,
      lines: [line({ discounts: [percentOff(50, { end: '2025-03-01' })] })],
    });
    expect(worth(promoted, '2025-06-01')).toMatchObject({ arr: '1200', acv: '1100', contractValue: '1100' });
    expect(worth(promoted, '2026-06-01')).toMatchObject({ arr: '1200', acv: '1200', contractValue: '1200' });
  });

  it('leave the exit run rate to the policy', () => {
    const late = contract({
      term: RENEWING_YEAR,
      lines: [line({ discounts: [amountOff(40, { start: '2025-12-01', end: '2026-01-01' })] })],
    });
    expect(worth(late, '2025-06-01', { ramp: 'exit_run_rate' }).acv).toBe('1200');
    expect(worth(late, '2025-06-01', { ramp: 'exit_run_rate', discounts: 'all' }).acv).toBe('720');
  });

  it('never take a line below 0, and give nothing to another line', () => {
    expect(
      worth(contract({ lines: [line({ discounts: [amountOff(500)] }), line({ id: 'b' })] }), '2025-06-01').arr,
    ).toBe('1200');
  });
});

describe('what counts', () => {
  it('is that of recurring lines and commitments; other lines have a measure of their own or none', () => {
    const all = contract({
      lines: [
        line({ quantity: 10, price: 40, discounts: [percentOff(10)] }),
        commitment({ amount: 500, per: 'quarter' }),
        expectedUsage({ amount: 300 }),
        oneTime('2025-01-01'),
        uncounted('tax', 100),
        uncounted('processing_fee', 3),
        uncounted('refund', -20),
        uncounted('chargeback', 7),
        uncounted('credit', -50),
      ],
    });
    expect(worth(all, '2025-06-01')).toEqual({
      arr: '6320',
      grossArr: '6800',
      acv: '6320',
      contractedAcv: '6320',
      contractValue: '6320',
      oneTime: '2500',
      tcv: '8820',
      expectedUsage: '3600',
    });
  });

  it('counts one-time lines in the term in force that holds them, in the first also those before it', () => {
    const lines = [
      line(),
      oneTime('2024-12-01', 100, 'a'),
      oneTime('2025-06-01', 20, 'b'),
      oneTime('2026-06-01', 3, 'c'),
    ];
    const renewing = contract({ term: RENEWING_YEAR, lines });
    expect(['2025-02-01', '2026-02-01', '2027-02-01'].map((on) => worth(renewing, on).oneTime)).toEqual([
      '120',
      '3',
      '0',
    ]);
  });

  it('rounds each measure once, as a whole: three times a third of a cent in the tenth place', () => {
    const third = (id: string) => line({ id, price: '0.0000000001', per: [3, 'year'] });
    expect(worth(contract({ term: EVERGREEN, lines: [third('a'), third('b'), third('c')] }), '2025-06-01').arr).toBe(
      '0.0000000001',
    );
  });

  it('values ten units with three more in April and seven more in August to the last decimal place', () => {
    const units = contract({
      term: term('2018-01-01', '2019-01-01'),
      lines: [
        line({ id: 'a', quantity: 10, price: 5 }),
        line({ id: 'b', quantity: 3, price: 5, start: '2018-04-01' }),
        line({ id: 'c', quantity: 7, price: 5, start: '2018-08-18' }),
      ],
    });
    expect(worth(units, '2018-12-01')).toMatchObject({ arr: '1200', contractValue: '890.8064516129' });
  });
});

describe('rates as they governed', () => {
  it('are those of the event governing on each day, none while it was cancelled', () => {
    const pause = [
      created({ lines: [line({ price: 100 })] }),
      cancelled({ effective: '2025-04-01', version: 1 }),
      amended({ effective: '2025-07-01', version: 2, lines: [line({ price: 200 })] }),
    ];
    expect(worth(pause, '2025-08-01')).toMatchObject({ contractValue: '1500', acv: '2400' });
    expect(worth(pause, '2025-08-01', WHOLE_TERM).acv).toBe('1500');
  });

  it('are, before the earliest effective day, those of the event governing on that one', () => {
    const late = contract({ effective: '2025-03-01' });
    expect(worth(late, '2025-03-01')).toMatchObject({ contractValue: '1200', acv: '1200' });
    const amendedLater = [...late, amended({ effective: '2025-07-01', version: 1, lines: [line({ price: 200 })] })];
    expect(worth(amendedLater, '2025-08-01').contractValue).toBe('1800');
  });

  it('are within the own term of each event', () => {
    const short = [
      created({ term: term('2025-01-01', '2025-03-01') }),
      amended({ effective: '2025-07-01', version: 1, term: YEAR, lines: [line({ price: 200 })] }),
    ];
    expect(worth(short, '2025-08-01').contractValue).toBe('1400');
  });
});

describe('a change of currency', () => {
  const changed = [
    created({ currency: 'USD' }),
    amended({ currency: 'EUR', effective: '2025-07-01', version: 1, lines: [line({ price: 90 })] }),
  ];

  it('cuts every window: nothing is added up over it', () => {
    expect(worth(changed, '2025-08-01')).toMatchObject({ acv: '1080', contractValue: '540', contractedAcv: '540' });
    for (const ramp of ['average_in_year', 'exit_run_rate', 'term_average'] as const) {
      expect(worth(changed, '2025-08-01', { ...WHOLE_TERM, ramp })).toMatchObject({
        acv: '1080',
        contractValue: '540',
      });
    }
  });

  it('leaves the days before it as they were', () => {
    expect(worth(changed, '2025-06-30')).toMatchObject({ acv: '1200', contractValue: '1200' });
  });
});

describe('late and early records', () => {
  it('backdated from the first of the month: the whole of it is at the new price', () => {
    const backdated = [
      created({ term: EVERGREEN, lines: [line({ price: 100 })] }),
      amended({ term: EVERGREEN, effective: '2025-05-01', time: '2025-05-15T00:00:00Z', lines: [line({ price: 50 })] }),
    ];
    expect(['2025-04-30', '2025-05-01', '2025-05-31'].map((on) => worth(backdated, on).arr)).toEqual([
      '1200',
      '600',
      '600',
    ]);
  });

  it('of an early renewal change nothing until its term starts', () => {
    const renewal = [
      created({ lines: [line({ price: 100_000, per: 'year' })] }),
      amended({
        effective: '2025-11-15',
        version: 1,
        term: term('2026-01-01', '2027-01-01'),
        lines: [line({ price: 110_000, per: 'year' })],
      }),
    ];
    expect(worth(renewal, '2025-12-31')).toMatchObject({ arr: '100000', contractValue: '100000' });
    expect(worth(renewal, '2026-01-01')).toMatchObject({ arr: '110000', acv: '110000', contractValue: '110000' });
  });

  it('after a cancellation revive the contract', () => {
    const revived = [
      created({ term: EVERGREEN }),
      cancelled({ effective: '2025-06-01', version: 1 }),
      amended({ term: EVERGREEN, effective: '2025-08-01', version: 2 }),
    ];
    expect(['2025-05-31', '2025-06-01', '2025-07-31', '2025-08-01'].map((on) => worth(revived, on).arr)).toEqual([
      '1200',
      '0',
      '0',
      '1200',
    ]);
  });
});
