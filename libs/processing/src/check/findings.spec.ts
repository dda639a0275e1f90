import { describe, expect, it } from '@jest/globals';
import { type ContractEvent, FINDING_CODES, type FindingCode } from '@app/domain';
import { CHEAPER, checked, EVERGREEN, findingOf, MORE, TEN } from '../../../../test/builders/checked-events.ts';
import { amended, anchored, cancelled, created, day, term } from '../../../../test/builders/events.ts';
import {
  amountOff,
  amountOffAll,
  commitment,
  expectedUsage,
  line,
  oneTime,
  percentOff,
  percentOffAll,
} from '../../../../test/builders/lines.ts';
import type { CheckReport } from './check-report.ts';

const seats = (contract: string, price: string, per: 'month' | 'year' = 'month'): ContractEvent =>
  created({ contract, customer: contract, lines: [line({ price, per })] });
const usualSeats = ['a', 'b', 'c', 'd'].map((id) => seats(id, '40'));

const LEAVES = cancelled({ id: 'leaves', effective: '2026-01-01', time: '2025-10-01T00:00:00Z', version: null });
const later = '2025-12-05T00:00:00Z';

const ended = created({ contract: 'old', customer: 'c', term: term('2024-01-01', '2025-01-01') });
const next = (changes: Parameters<typeof created>[0] = {}): ContractEvent =>
  created({ contract: 'new', customer: 'c', term: term('2025-01-03', '2026-01-03'), ...changes });

const FIRES: Readonly<
  Record<Exclude<FindingCode, 'currency_without_rate'>, readonly [string, readonly ContractEvent[]][]>
> = {
  end_one_day_short: [
    [
      'sub-1: term from 2025-01-01 to 2025-12-31; 12 months end on 2026-01-01',
      [created({ term: term('2025-01-01', '2025-12-31') })],
    ],
    [
      'sub-1: term from 2025-01-31 to 2025-02-27; 1 month ends on 2025-02-28',
      [created({ term: term('2025-01-31', '2025-02-27') })],
    ],
    [
      'sub-1: line seats from 2025-02-01 to 2025-04-30; 3 months end on 2025-05-01',
      [created({ lines: [line({ start: '2025-02-01', end: '2025-04-30' })] })],
    ],
    [
      'sub-1: discount of line seats from 2025-01-01 to 2025-06-30; 6 months end on 2025-07-01',
      [created({ lines: [line({ discounts: [percentOff(10, { start: '2025-01-01', end: '2025-06-30' })] })] })],
    ],
    [
      'sub-1: discount from 2025-01-01 to 2025-03-31; 3 months end on 2025-04-01',
      [created({ discounts: [percentOffAll(10, { start: '2025-01-01', end: '2025-03-31' })] })],
    ],
  ],
  anchor_missing: [
    [
      'sub-1: term from 2025-02-28 to 2025-03-31 is a month of day 31',
      [created({ term: term('2025-02-28', '2025-03-31', true) })],
    ],
    [
      'sub-1: term from 2025-02-28 to 2026-08-30 is 18 months of day 30',
      [created({ term: term('2025-02-28', '2026-08-30') })],
    ],
  ],
  year_far_from_others: [
    ['sub-1: term.end 2099-12-31', [created({ term: term('2025-01-01', '2099-12-31') })]],
    ['sub-2: effective_date 1970-01-01', [created(), created({ contract: 'sub-2', effective: '1970-01-01' })]],
    ['sub-1: date of line setup 2052-01-01', [created({ lines: [line(), oneTime('2052-01-01')] })]],
  ],
  two_sources: [
    ['sub-1: /a, /b', [created({ source: '/b', version: null }), amended({ source: '/a', version: null })]],
  ],
  version_on_some_events: [
    [
      'sub-1: 1 of 2 events state a version; second does not',
      [created({ version: 1 }), amended({ id: 'second', version: null })],
    ],
  ],
  scheduled_change_lost: [
    ['sub-1: the amendment cheaper for 2025-12-01 was replaced by more from 2025-11-20', [TEN, CHEAPER, MORE]],
    ['sub-1: the cancellation leaves for 2026-01-01 was replaced by more from 2025-11-20', [MORE, LEAVES, TEN]],
    [
      'sub-1: the amendment renewal for 2026-01-01 was replaced by more from 2025-11-20',
      [
        created({ version: null }),
        // An early renewal takes effect on the start of its term.
        amended({
          id: 'renewal',
          term: term('2026-01-01', '2027-01-01'),
          effective: '2025-10-01',
          lines: [line({ price: 90 })],
          version: null,
        }),
        { ...MORE, term: term('2025-01-01', '2026-12-01') },
      ],
    ],
  ],
  discount_without_start: [
    [
      'sub-1: line seats, 20 % off until 2025-07-01',
      [created({ lines: [line({ discounts: [percentOff(20, { end: '2025-07-01' })] })] })],
    ],
    ['sub-1: 5 off until 2025-07-01', [created({ discounts: [amountOffAll(5, { end: '2025-07-01' })] })]],
  ],
  discount_above_line: [
    [
      'sub-1: line seats, 50 off 30',
      [created({ lines: [line({ quantity: 3, price: 10, discounts: [amountOff(50)] })] })],
    ],
  ],
  product_spelt_in_two_ways: [
    [
      '"Core Plan" (1), "core-plan" (1)',
      [created({ lines: [line({ product: 'core-plan' }), expectedUsage({ product: 'Core Plan' })] })],
    ],
  ],
  customer_in_two_currencies: [
    [
      'c: EUR (b), USD (a)',
      [created({ contract: 'a', customer: 'c' }), created({ contract: 'b', customer: 'c', currency: 'EUR' })],
    ],
  ],
  successor_without_renews: [
    ['new starts on 2025-01-03; old of c ended on 2025-01-01', [ended, next()]],
    [
      'new starts on 2025-01-03; old of c ended on 2025-01-08',
      [
        created({ contract: 'old', customer: 'c', term: term('2024-01-01', null) }),
        cancelled({ contract: 'old', effective: '2025-01-08' }),
        next(),
      ],
    ],
  ],
  amount_far_from_others: [
    ['e: line seats, core in USD, costs 480000 a year for one; usual is 480', [...usualSeats, seats('e', '40000')]],
    ['e: line seats, core in USD, costs 0.48 a year for one; usual is 480', [...usualSeats, seats('e', '0.04')]],
  ],
};

const SILENT: Readonly<Record<keyof typeof FIRES, readonly [string, readonly ContractEvent[]][]>> = {
  end_one_day_short: [
    ['whole months', [created({ term: term('2025-01-31', '2025-02-28') })]],
    ['whole months of the anchor', [created({ term: anchored(term('2025-02-28', '2025-03-31'), '2025-01-31') })]],
    ['411 days', [created({ term: term('2024-01-15', '2025-03-01') })]],
    ['an evergreen term', [created({ term: EVERGREEN })]],
    ['one day', [created({ term: term('2025-01-01', '2025-01-02') })]],
  ],
  anchor_missing: [
    ['a term with its anchor', [created({ term: anchored(term('2025-02-28', '2025-03-31', true), '2025-01-31') })]],
    ['from the end of a month to the same day', [created({ term: term('2025-02-28', '2025-03-28') })]],
    ['days within a month', [created({ term: term('2025-02-28', '2025-04-05') })]],
  ],
  year_far_from_others: [
    ['a term of ten years', [created({ term: term('2025-01-01', '2035-01-01') })]],
    [
      'a long history without gaps',
      Array.from({ length: 40 }, (_, i) => created({ contract: `s${i}`, term: term(`${1980 + i}-01-01`, null) })),
    ],
  ],
  two_sources: [
    ['the same source in two contracts', [created({ source: '/a' }), created({ contract: 'b', source: '/b' })]],
  ],
  version_on_some_events: [
    ['no versions', [created({ version: null }), amended({ version: null })]],
    ['contracts with and without', [created({ version: 1 }), created({ contract: 'b', version: null })]],
  ],
  scheduled_change_lost: [
    ['a change that took effect', [TEN, CHEAPER]],
    [
      'a change sent again for its day',
      [TEN, CHEAPER, MORE, { ...CHEAPER, id: 'again', recordedAt: amended({ time: later }).recordedAt }],
    ],
    [
      'a newer decision about its day',
      [
        TEN,
        CHEAPER,
        MORE,
        { ...CHEAPER, id: 'newer', lines: TEN.lines, recordedAt: amended({ time: later }).recordedAt },
      ],
    ],
    ['a change brought forward', [TEN, CHEAPER, { ...MORE, lines: CHEAPER.lines }]],
    [
      'an earlier cancellation instead',
      [TEN, CHEAPER, cancelled({ effective: '2025-11-20', time: later, version: null })],
    ],
    ['a cancellation stated in the terms', [TEN, LEAVES, { ...MORE, term: term('2025-01-01', '2026-01-01') }]],
    [
      'a correction of the past',
      [
        TEN,
        { ...CHEAPER, recordedAt: amended({ time: later }).recordedAt },
        { ...MORE, recordedAt: amended({ time: '2025-12-06T00:00:00Z' }).recordedAt },
      ],
    ],
    [
      'a change recorded after the other one',
      [TEN, MORE, { ...CHEAPER, recordedAt: amended({ time: later }).recordedAt, effectiveDate: day('2026-01-01') }],
    ],
  ],
  discount_without_start: [
    [
      'discounts with both ends or none',
      [
        created({
          lines: [line({ discounts: [percentOff(20), percentOff(5, { start: '2025-01-01', end: '2025-07-01' })] })],
        }),
      ],
    ],
  ],
  discount_above_line: [
    [
      'a free line',
      [
        created({
          lines: [line({ discounts: [percentOff(100)] }), commitment({ id: 'm', discounts: [amountOff(500)] })],
        }),
      ],
    ],
  ],
  product_spelt_in_two_ways: [
    [
      'other products',
      [created({ lines: ['core', 'core+', 'cores', 'v1.5', 'v15'].map((product) => line({ id: product, product })) })],
    ],
  ],
  customer_in_two_currencies: [
    ['two customers', [created({ contract: 'a' }), created({ contract: 'b', customer: 'c', currency: 'EUR' })]],
    [
      'a contract that changes its currency',
      [created({ version: 1 }), amended({ version: 2, currency: 'EUR', effective: '2025-06-01' })],
    ],
  ],
  successor_without_renews: [
    ['a successor that names it', [ended, next({ renews: ['old'] })]],
    ['a sale long after', [ended, next({ term: term('2025-02-01', '2026-02-01') })]],
    ['another product', [ended, next({ lines: [line({ product: 'other' })] })]],
    ['another customer', [ended, next({ customer: 'd' })]],
    [
      'a contract that goes on',
      [created({ contract: 'old', customer: 'c', term: term('2024-01-01', '2025-01-01', true) }), next()],
    ],
    ['one that another contract renews', [ended, next(), next({ contract: 'newer', renews: ['old'] })]],
  ],
  amount_far_from_others: [
    ['a dear plan', [...usualSeats, seats('e', '4000')]],
    ['the same by the year', [...usualSeats, seats('e', '480', 'year')]],
    [
      'another currency',
      [...usualSeats, created({ contract: 'e', currency: 'JPY', lines: [line({ price: 40_000 })] })],
    ],
    ['too few to compare', [...usualSeats.slice(1), seats('e', '40000')]],
    ['free seats', [...usualSeats, seats('e', '0')]],
  ],
};

const rows = (table: typeof FIRES) =>
  (Object.keys(table) as (keyof typeof FIRES)[]).flatMap((code) =>
    table[code].map(([text, events]) => [code, text, events] as const),
  );

describe('The findings of a check', () => {
  it('has a case for each finding', () => {
    expect([...Object.keys(FIRES), 'currency_without_rate'].toSorted()).toEqual(FINDING_CODES.toSorted());
  });

  it.each(rows(FIRES))('finds %s: %s', async (code, text, events) => {
    const found = findingOf(await checked(events), code);
    expect(found).toMatchObject({ count: 1, examples: [{ text }] });
    expect(found?.examples[0]?.events.every(({ file }) => file === 'events.jsonl')).toBe(true);
  });

  it.each(rows(SILENT))('is silent on %s: %s', async (code, _, events) => {
    expect(findingOf(await checked(events), code)).toBeUndefined();
  });

  it('finds the same in any order of arrival', async () => {
    const events = Object.values(FIRES).flatMap((cases) => cases.flatMap(([, given]) => given));
    const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
    const counts = ({ findings }: CheckReport) => findings.map(({ code, count }) => `${code} ${count}`);
    expect(counts(await checked(distinct.toReversed()))).toEqual(counts(await checked(distinct)));
  });
});
