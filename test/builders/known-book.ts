import { Decimal, DEFAULT_POLICY, type Policy } from '@app/domain';
import { amended, cancelled, created, day, merged, term } from './events.ts';
import { amountOff, line, percentOff } from './lines.ts';
import type { OpenStore } from './postgres-store.ts';
import { batch, fileBatch } from './records.ts';

/** The policy of the known book: every grain. */
export const KNOWN_POLICY: Policy = { ...DEFAULT_POLICY, grains: ['month', 'quarter', 'year'], cohortGrain: 'month' };

/** The last day of which the known book is taken. */
export const KNOWN_AS_OF = day('2025-06-30');

const gold = { tier: 'gold', region: 'emea' };

/**
 * A small book with what a list can stumble over: ids that are SQL, HTML or formulas, a contract that another one
 * replaces, one without a rate, one in trial, a merged customer, a step up and a discount that end later, a refused
 * record. Every contract costs 100 a month unless it says otherwise; a euro is worth 1.25 dollars, from March on 1.5.
 */
const BOOK = [
  created({ contract: 'old', customer: 'acme', term: term('2025-01-01', '2026-01-01'), attributes: gold }),
  created({ contract: 'new', customer: 'acme', term: term('2025-03-01', '2026-03-01'), renews: ['old'] }),
  created({ contract: 'monthly', customer: 'bolt', currency: 'EUR', term: term('2025-01-10', '2025-02-10', true) }),
  created({
    contract: '=1+1',
    customer: 'bolt gmbh',
    term: term('2025-01-01', null),
    lines: [line({ price: 300, quantity: 2 })],
    attributes: gold,
    opened: '2024-11-20',
    closed: '2024-12-20',
  }),
  created({ contract: 'swiss', customer: 'alp', currency: 'CHF', term: term('2025-01-01', '2026-06-01') }),
  created({ contract: 'free', customer: 'dime', lines: [line({ price: 0 })] }),
  created({
    contract: "x'); DROP TABLE store;--",
    customer: '<script>alert(1)</script>',
    term: term('2025-02-01', '2026-02-01'),
    lines: [line({ price: 100 }), line({ id: 'later', price: 50, start: '2025-09-01' })],
    attributes: { tier: '<b>silver</b>' },
    opened: '2025-01-05',
  }),
  created({
    contract: 'promo',
    customer: 'echo',
    term: term('2025-02-01', '2027-02-01'),
    lines: [line({ price: 80, discounts: [percentOff(25, { start: '2025-02-01', end: '2026-02-01' })] })],
    attributes: { tier: 'silver' },
  }),
  created({ contract: 'leaver', customer: 'foxtrot', lines: [line({ price: 40 })], attributes: { tier: 'silver' } }),
  cancelled({ contract: 'leaver', effective: '2025-05-15', time: '2025-05-10T00:00:00Z', reason: 'price' }),
  created({ contract: 'grower', customer: 'golf', term: term('2025-01-01', null), attributes: { tier: 'silver' } }),
  amended({
    contract: 'grower',
    customer: 'golf',
    effective: '2025-04-01',
    term: term('2025-01-01', null),
    lines: [line({ price: 110, quantity: 3, discounts: [amountOff(10)] })],
    attributes: { tier: 'silver' },
  }),
  merged('bolt gmbh', 'bolt'),
];

/** Fills a store that is empty. It is taken in March and again in June, so that closed periods have a history. */
export const fillKnownBook = async (store: OpenStore): Promise<void> => {
  await store.rates([
    { currency: 'EUR', date: day('2025-01-01'), rate: new Decimal('1.25') },
    { currency: 'EUR', date: day('2025-03-01'), rate: new Decimal('1.5') },
  ]);
  await store.apply(fileBatch(BOOK.slice(0, 6)));
  await store.take(day('2025-03-31'), new Date('2025-03-31T12:00:00Z'));
  await store.apply(batch([...BOOK.slice(6), '{"half":']));
  await store.take(KNOWN_AS_OF, new Date('2025-06-30T12:00:00Z'));
};
