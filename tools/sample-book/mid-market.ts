import type { Discount, Line, Term, Terms } from './billing-event.ts';
import { addDays, addMonths, type CivilDate, later } from './calendar.ts';
import { contractHistory, type ContractHistory } from './contract-history.ts';
import type { Customer } from './customers.ts';
import { discountOn, salesCycle, seatPriceOn, termsOf } from './deal.ts';
import { amountOf, share } from './money.ts';
import { type RenewalOutcome, renewalOutcome } from './renewal-outcome.ts';

type Deal = Readonly<{
  currency: string;
  seats: number;
  priceCents: number;
  discountPercent: number;
  /** An amount off the monthly price of the seats, in cents; 0 for none. */
  rebateCents: number;
  hasSupport: boolean;
  setUpCents: number;
  /** It passes, so it changes no annual rate. */
  promotion: Discount | null;
}>;

const discountsOf = ({ discountPercent, rebateCents, promotion }: Deal): readonly Discount[] => [
  ...(discountPercent > 0 ? [{ type: 'percent', value: String(discountPercent) } as const] : []),
  ...(rebateCents > 0 ? [{ type: 'amount', value: amountOf(rebateCents) } as const] : []),
  ...(promotion === null ? [] : [promotion]),
];

const linesOf = (deal: Deal, first: CivilDate): readonly Line[] => {
  const discounts = discountsOf(deal);
  const seats: Line = {
    id: 'seats',
    kind: 'recurring',
    product: 'core',
    quantity: String(deal.seats),
    unit_price: amountOf(deal.priceCents),
    per: 'month',
    ...(discounts.length > 0 ? { discounts } : {}),
  };
  const support: Line = {
    id: 'support',
    kind: 'recurring',
    product: 'support',
    quantity: '1',
    unit_price: amountOf(share(deal.seats * deal.priceCents * 3, 12)),
    per: 'quarter',
  };
  const setUp: Line = { id: 'setup', kind: 'one_time', amount: amountOf(deal.setUpCents), date: first };
  return [seats, ...(deal.hasSupport ? [support] : []), ...(deal.setUpCents > 0 ? [setUp] : [])];
};

const firstDeal = (customer: Customer): Deal => {
  const { random, since } = customer;
  return {
    currency: customer.currency,
    seats: random.between(26, 64) + (random.percent(30) ? 25 : 0),
    priceCents: seatPriceOn(customer, since),
    discountPercent: discountOn(customer, since),
    rebateCents: random.percent(8) ? 5000 : 0,
    hasSupport: random.percent(35),
    setUpCents: random.percent(40) ? random.between(2, 12) * 50_000 : 0,
    promotion: random.percent(15) ? { type: 'percent', value: '50', end: addMonths(since, 2) } : null,
  };
};

/** A term with an end: mid-market contracts all have one. */
type FixedTerm = Term & Readonly<{ end: CivilDate }>;

/** A contract during a term. */
type Course = Readonly<{ contract: ContractHistory; term: FixedTerm; deal: Deal }>;

const firstTerm = ({ random, since, wasThere }: Customer): FixedTerm => {
  const start = wasThere ? addMonths(since, -random.between(1, 11)) : since;
  return { start, end: addMonths(start, random.pick(12, 12, 12, 12, 24)), auto_renew: random.percent(55) };
};

const stated = (customer: Customer, { term, deal }: Course): Terms =>
  termsOf({ ...customer, currency: deal.currency }, term, linesOf(deal, later(term.start, customer.since)));

/** Two months without lines: the contract continues, and nothing is owed. */
const pause = (customer: Customer, course: Course, day: CivilDate): void => {
  course.contract.amended({ ...stated(customer, course), lines: [] }, day);
  course.contract.amended(stated(customer, course), addMonths(day, 2));
};

/** Every quarter some customers add seats and a few give some up. One change in eight is recorded weeks late. */
const liveTerm = (customer: Customer, first: Course): Course => {
  const { random, since } = customer;
  let course = first;
  for (let month = 3; addMonths(first.term.start, month) < first.term.end; month += 3) {
    const day = addMonths(first.term.start, month);
    if (day <= since) continue;
    if (random.percent(1)) pause(customer, course, day);
    else if (random.percent(28)) {
      const seats = course.deal.seats + random.pick(-6, 3, 4, 5, 8, 10);
      course = { ...course, deal: { ...course.deal, seats } };
      course.contract.amended(
        stated(customer, course),
        day,
        random.percent(12) ? addDays(day, random.between(8, 35)) : day,
      );
    }
  }
  return course;
};

const renewedDeal = (customer: Customer, deal: Deal, signed: CivilDate): Deal => ({
  ...deal,
  // Some change to the currency of their revenue.
  currency: customer.region === 'emea' && customer.random.percent(40) ? 'EUR' : deal.currency,
  priceCents: seatPriceOn(customer, signed),
  discountPercent: Math.max(deal.discountPercent, discountOn(customer, signed)),
  setUpCents: 0,
  promotion: null,
});

/** The contract after the end of its term; null if it is not renewed. */
const renew = (customer: Customer, course: Course, outcome: RenewalOutcome): Course | null => {
  const { contract, deal, term } = course;
  const signed = later(addDays(term.end, -customer.random.between(10, 40)), addDays(customer.since, 3));
  const next: FixedTerm = { start: term.end, end: addMonths(term.end, 12), auto_renew: term.auto_renew };
  const renewed: Course = { contract, term: next, deal: renewedDeal(customer, deal, signed) };
  switch (outcome) {
    case 'silently':
      return { contract, term: next, deal: { ...deal, promotion: null, setUpCents: 0 } };
    case 'early':
      contract.amended(stated(customer, renewed), signed);
      return renewed;
    case 'raised':
      contract.amended(stated(customer, renewed), next.start, signed);
      return renewed;
    case 'anew': {
      const successor = contractHistory(`sub_${customer.name}_${next.start.slice(0, 4)}`, customer.until);
      successor.created({ ...stated(customer, renewed), renews: [contract.id] }, next.start, signed);
      return { ...renewed, contract: successor };
    }
    case 'cancelled':
      contract.cancelled(customer.random.pick('switched', 'budget', 'merged', 'not_used'), term.end, signed);
      return null;
    case 'lapsed':
      return null;
  }
};

export const midMarket = (customer: Customer): readonly ContractHistory[] => {
  const contract = contractHistory(`sub_${customer.name}`, customer.until);
  const first: Course = { contract, term: firstTerm(customer), deal: firstDeal(customer) };
  contract.created({ ...stated(customer, first), ...salesCycle(customer, first.term.start) }, customer.since);

  const contracts = new Set([contract]);
  for (let course: Course | null = first; course !== null;) {
    contracts.add(course.contract);
    const lived = liveTerm(customer, course);
    course = lived.term.end > customer.until ? null : renew(customer, lived, renewalOutcome(customer, lived.term));
  }
  return [...contracts];
};
