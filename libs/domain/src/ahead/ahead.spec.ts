import { describe, expect, it } from '@jest/globals';
import { addDays, type CivilDate, parseCivilDate } from '../calendar/civil-date.ts';
import { Decimal, ONE } from '../money/decimal.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { addedAhead, aheadFigures, isNothingAhead, NOTHING_AHEAD } from './ahead-sums.ts';
import { commitmentOn, committedUntil } from './commitment.ts';
import { customerAhead } from './customer-ahead.ts';
import { customerRenewals } from './customer-renewals.ts';
import type { CustomerRuns, OtherRuns, Outlook } from './customer-runs.ts';
import { renewalFigures } from './due-sums.ts';
import { monthsAhead } from './months-ahead.ts';
import { renewalOutcome } from './renewal-outcome.ts';
import type { SignedDays } from './signed-days.ts';
import { firstTermEnd } from './term-end.ts';
import { termInForce } from '../terms/term-in-force.ts';

const day = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(text);
  return date;
};
const dayOrNull = (text: string | null): CivilDate | null => (text === null ? null : day(text));

type Given = Readonly<{
  id?: string;
  customer?: string;
  arr: number;
  gross?: number;
  days: readonly [string, string | null];
  term: readonly [string, string | null];
  autoRenew?: boolean;
  seq?: number;
  currency?: string;
  renews?: readonly string[];
  tier?: string;
}>;

const run = ({
  id = 'a',
  customer = 'cus',
  arr,
  days,
  term,
  autoRenew = false,
  seq = 1,
  ...given
}: Given): SignedDays => ({
  contractId: id,
  customerId: customer,
  currency: given.currency ?? 'USD',
  arr: new Decimal(arr),
  grossArr: new Decimal(given.gross ?? arr),
  attributes: given.tier === undefined ? {} : { tier: given.tier },
  renews: given.renews ?? [],
  days: { start: day(days[0]), end: dayOrNull(days[1]) },
  seq,
  term: { start: day(term[0]), end: dayOrNull(term[1]), autoRenew, anchor: day(term[0]) },
});

const NO_OTHERS: OtherRuns = { renewing: () => [], passedOn: () => null };

const outlook = (today: string, others: Partial<OtherRuns> = {}, renewalGraceDays = 0): Outlook => ({
  today: day(today),
  rates: new Map([['USD', ONE]]),
  policy: { ...DEFAULT_POLICY, renewalGraceDays },
  others: { ...NO_OTHERS, ...others },
});

const customer = (...runs: readonly SignedDays[]): CustomerRuns => ({ firstActiveDay: day('2025-01-01'), runs });

const YEAR = ['2025-01-15', '2026-01-15'] as const;

/** The book of the conformance case `ahead`. */
const BOOK = [
  customer(run({ arr: 1200, days: ['2025-01-15', null], term: YEAR, autoRenew: true, tier: 's' })),
  customer(run({ arr: 600, days: ['2025-03-01', '2025-12-20'], term: ['2025-03-01', '2025-12-20'] })),
  customer(
    run({ arr: 120, days: ['2025-01-01', '2026-03-01'], term: ['2025-01-01', null] }),
    run({ arr: 84, days: ['2026-03-01', null], term: ['2025-01-01', null], seq: 2 }),
  ),
  {
    firstActiveDay: day('2026-02-10'),
    runs: [run({ arr: 360, days: ['2026-02-10', '2027-02-10'], term: ['2026-02-10', '2027-02-10'], tier: 't' })],
  },
  customer(
    run({ arr: 12, days: ['2025-02-01', '2026-02-01'], term: ['2025-02-01', '2026-02-01'] }),
    run({ arr: 24, days: ['2026-02-01', '2027-02-01'], term: ['2026-02-01', '2027-02-01'], seq: 2 }),
  ),
  customer(run({ arr: 108_000, days: ['2025-01-01', null], term: ['2025-01-01', null], currency: 'JPY' })),
];

const wholeBook = () => {
  const months = monthsAhead(day('2025-12-10'), 3);
  const ahead = BOOK.map((one) => customerAhead(one, outlook('2025-12-10'), months)).filter((one) => one !== null);
  return months.map((_, i) =>
    aheadFigures(ahead.map((one) => one.months[i] ?? NOTHING_AHEAD).reduce((a, b) => addedAhead(a, b), NOTHING_AHEAD)),
  );
};

describe('The ARR that is signed ahead', () => {
  it('adds up over the customers, month by month', () => {
    expect(wholeBook()).toMatchObject([
      {
        arr: '1332',
        active_logos: 3,
        committed_arr: '12',
        evergreen_arr: '120',
        renewing_arr: '1200',
        ending_arr: '-600',
      },
      {
        arr: '1704',
        active_logos: 4,
        committed_arr: '384',
        opening_arr: '1332',
        starting_arr: '360',
        step_up_arr: '12',
      },
      { arr: '1668', evergreen_arr: '84', step_down_arr: '-36', due_contracts: 0 },
    ]);
  });

  it('counts a term as due in the month in which it ends', () => {
    expect(wholeBook()).toMatchObject([
      { due_contracts: 2, due_arr: '1800', renewed_arr: '0', auto_renewing_arr: '1200', expiring_arr: '600' },
      { due_contracts: 1, due_arr: '12', renewed_arr: '12' },
      { due_contracts: 0, due_arr: '0' },
    ]);
  });

  it('opens with today in the first month, even if today is the last day of a month', () => {
    expect(monthsAhead(day('2025-12-31'), 2)).toEqual([
      { month: '2026-01', from: '2025-12-31', day: '2026-01-31' },
      { month: '2026-02', from: '2026-01-31', day: '2026-02-28' },
    ]);
  });

  it('keeps a customer in one segment, that of its first active day if it is not active yet', () => {
    const months = monthsAhead(day('2025-12-10'), 3);
    const segments = BOOK.map((one) => customerAhead(one, outlook('2025-12-10'), months)?.segments.join(' ') ?? null);
    expect(segments[3]).toBe('all t (none) (none) 2026-Q1 <5k');
    // Without a rate it is never active.
    expect(segments[5]).toBeNull();
  });

  it('does not count a contract that another contract of the customer renews', () => {
    const both = customer(
      run({ arr: 100, days: ['2025-01-01', null], term: ['2025-01-01', null] }),
      run({ id: 'b', arr: 130, days: ['2026-01-10', null], term: ['2026-01-10', null], renews: ['a'] }),
    );
    const [january] = customerAhead(both, outlook('2025-12-31'), monthsAhead(day('2025-12-31'), 1))?.months ?? [];
    expect(aheadFigures(january ?? NOTHING_AHEAD)).toMatchObject({ arr: '130', step_up_arr: '30' });
    expect([isNothingAhead(NOTHING_AHEAD), isNothingAhead(january ?? NOTHING_AHEAD)]).toEqual([true, false]);
  });
});

describe('The commitment of a contract', () => {
  const { term } = run({ arr: 1, days: ['2025-01-15', null], term: YEAR, autoRenew: true });
  const on = (text: string, today = '2025-12-10') => commitmentOn(committedUntil(term, day(today)), day(text));

  it('covers its stated term and a renewal that has begun', () => {
    expect([
      on('2026-01-14'),
      on('2026-01-15'),
      on('2026-12-31', '2026-01-15'),
      on('2027-01-15', '2026-01-15'),
    ]).toEqual(['committed', 'renewing', 'committed', 'renewing']);
  });

  it.each([
    ['2025-01-31', '2025-02-28'],
    ['2025-01-31', '2026-01-31'],
    ['2025-01-10', '2025-01-31'],
  ])('is that of the renewal which holds the day, in terms from %s to %s', (start, end) => {
    const term = { start: day(start), end: day(end), autoRenew: false, anchor: day(start) };
    for (const today of ['2025-01-31', '2025-03-01', '2026-05-17'].map(day)) {
      for (let n = 0; n < 400; n += 1) {
        const on = addDays(today, n);
        const began = termInForce({ ...term, autoRenew: true }, on).start;
        const wanted = on < term.end || began <= today ? 'committed' : 'renewing';
        expect([on, commitmentOn(committedUntil(term, today), on)]).toEqual([on, wanted]);
      }
    }
  });

  it('has no end for an evergreen contract', () => {
    expect(commitmentOn(committedUntil({ ...term, end: null }, day('2025-01-15')), day('2030-01-01'))).toBe(
      'evergreen',
    );
  });
});

describe('The end of a term', () => {
  it('is that of the renewal in force for a term that auto-renews', () => {
    const own = run({ arr: 1, days: ['2023-01-15', null], term: ['2023-01-15', '2024-01-15'], autoRenew: true });
    expect(firstTermEnd([own], day('2025-12-10'))?.on).toBe('2026-01-15');
    expect(firstTermEnd([own], day('2026-01-15'))?.on).toBe('2027-01-15');
  });

  it('is that of the event that governs on the day before', () => {
    const first = run({ arr: 1, days: ['2025-01-15', '2025-12-20'], term: YEAR });
    const second = run({ arr: 1, days: ['2025-12-20', '2026-12-20'], term: ['2025-12-20', '2026-12-20'], seq: 2 });
    expect(firstTermEnd([first, second], day('2025-12-10'))).toEqual({ on: '2026-12-20', run: second });
  });

  it('does not exist for a cancelled or an evergreen contract, or in days of grace', () => {
    const cancelled = run({ arr: 1, days: ['2025-01-15', '2025-12-20'], term: YEAR });
    const evergreen = run({ arr: 1, days: ['2025-01-15', null], term: ['2025-01-15', null] });
    const inGrace = run({ arr: 1, days: ['2025-01-15', '2026-02-14'], term: YEAR });
    expect(firstTermEnd([cancelled], day('2025-12-10'))).toBeNull();
    expect(firstTermEnd([evergreen], day('2025-12-10'))).toBeNull();
    expect(firstTermEnd([inGrace], day('2026-01-15'))).toBeNull();
    expect(firstTermEnd([inGrace], day('2026-01-14'))?.on).toBe('2026-01-15');
  });
});

describe('The outcome of a term that ends', () => {
  const outcome = (runs: readonly SignedDays[], { renewing = [] as readonly SignedDays[], grace = 0 } = {}) => {
    const end = firstTermEnd(runs, day('2025-12-31'));
    if (end === null) throw new Error('no term ends');
    return renewalOutcome({ end, runs, renewing }, grace);
  };
  const ending = run({ arr: 100, days: ['2025-01-15', '2026-01-15'], term: YEAR });
  const withGrace = run({ arr: 100, days: ['2025-01-15', '2026-02-14'], term: YEAR });
  const later = (start: string) => run({ arr: 120, days: [start, '2027-02-01'], term: [start, '2027-02-01'], seq: 2 });

  it('is renewed if another event governs on the day of its end', () => {
    expect(outcome([ending, later('2026-01-15')])).toBe('renewed');
  });

  it('is renewed if another contract, of any customer, renews it', () => {
    const successor = run({
      id: 'b',
      customer: 'other',
      arr: 0,
      days: ['2026-01-01', null],
      term: ['2026-01-01', null],
    });
    expect(outcome([ending], { renewing: [successor] })).toBe('renewed');
  });

  it('is auto-renewing if the term renews by itself', () => {
    const own = run({ arr: 100, days: ['2025-01-15', null], term: YEAR, autoRenew: true });
    expect(outcome([own])).toBe('auto_renewing');
    const cancelled = run({ arr: 100, days: ['2025-01-15', '2026-01-15'], term: YEAR, autoRenew: true });
    expect(outcome([cancelled])).toBe('expiring');
  });

  it('is renewed on the last day of grace, but not a day later', () => {
    expect(outcome([withGrace, later('2026-02-14')], { grace: 30 })).toBe('renewed');
    expect(outcome([withGrace, later('2026-02-15')], { grace: 30 })).toBe('expiring');
    expect(outcome([withGrace], { grace: 30 })).toBe('expiring');
  });
});

describe('The renewals of a month that is over', () => {
  const late = customer(
    run({ arr: 1200, days: ['2025-01-15', '2026-02-01'], term: YEAR }),
    run({ arr: 1440, days: ['2026-02-01', null], term: ['2026-02-01', '2027-02-01'], seq: 2 }),
  );
  const lost = customer(run({ id: 'b', arr: 1200, days: ['2025-01-15', '2026-02-14'], term: YEAR }));

  it('are the terms that were due with their outcome, by all events known now', () => {
    const at = outlook('2025-12-31', {}, 30);
    const due = [late, lost].map((one) => customerRenewals(one, at, day('2026-01-31')));
    expect(due.map((one) => (one === null ? null : renewalFigures(one.due)))).toEqual([
      {
        due_contracts: 1,
        due_arr: '1200',
        renewed_arr: '1200',
        auto_renewing_arr: '0',
        expiring_arr: '0',
        renewal_rate_pct: '100.0000',
      },
      {
        due_contracts: 1,
        due_arr: '1200',
        renewed_arr: '0',
        auto_renewing_arr: '0',
        expiring_arr: '1200',
        renewal_rate_pct: '0.0000',
      },
    ]);
  });

  it('are due with the customer that has the contract on its last day', () => {
    const runs = [
      run({ arr: 50, days: ['2025-01-15', '2026-01-10'], term: YEAR }),
      run({ customer: 'next', arr: 50, days: ['2026-01-10', '2026-01-15'], term: YEAR, seq: 2 }),
    ];
    const at = outlook('2025-12-31', { passedOn: () => runs });
    const of = (id: string) => customer(...runs.filter(({ customerId }) => customerId === id));
    expect(customerRenewals(of('cus'), at, day('2026-01-31'))).toBeNull();
    expect(customerRenewals(of('next'), at, day('2026-01-31'))?.due.contracts).toBe(1);
  });

  it('do not count a contract that is left out on its last day', () => {
    const replaced = customer(
      run({ arr: 100, days: ['2025-01-15', '2026-01-15'], term: YEAR }),
      run({ id: 'b', arr: 100, days: ['2026-01-01', null], term: ['2026-01-01', null], renews: ['a'] }),
    );
    expect(customerRenewals(replaced, outlook('2025-12-31'), day('2026-01-31'))).toBeNull();
  });
});
