import type { Discount, Line, Term } from './billing-event.ts';
import { addDays, addMonths, type CivilDate, DOWNTURN } from './calendar.ts';
import { contractHistory, type ContractHistory } from './contract-history.ts';
import type { Customer } from './customers.ts';
import { salesCycle, seatPriceOn, termsOf } from './deal.ts';
import { amountOf, share } from './money.ts';

const REASONS = ['too_expensive', 'not_used', 'project_ended', 'switched'] as const;

type Plan = Readonly<{ seats: number; priceCents: number; discounts: readonly Discount[] }>;

/** A third of the customers buy by the year, a third by the month, and a third until further notice. */
const termFrom = ({ random }: Customer, start: CivilDate): Term =>
  random.pick<Term>(
    { start, end: addMonths(start, 12), auto_renew: true },
    { start, end: addMonths(start, 1), auto_renew: true },
    { start, end: null, auto_renew: false },
  );

const linesOf = ({ region }: Customer, { seats, priceCents, discounts }: Plan): readonly Line[] => [
  {
    id: 'seats',
    kind: 'recurring',
    product: 'core',
    quantity: String(seats),
    unit_price: amountOf(priceCents),
    per: 'month',
    ...(discounts.length > 0 ? { discounts } : {}),
  },
  ...(region === 'emea' ? [{ id: 'vat', kind: 'tax', amount: amountOf(share(seats * priceCents, 20)) } as const] : []),
];

const firstPlan = (customer: Customer): Plan => {
  const { random, since } = customer;
  // A fifth off for three months: it passes, so it changes no annual rate.
  const welcome: Discount = { type: 'percent', value: '20', end: addMonths(since, 3) };
  return {
    seats: since < DOWNTURN ? random.between(3, 18) : random.between(3, 9),
    priceCents: seatPriceOn(customer, since),
    discounts: random.percent(25) ? [welcome] : [],
  };
};

/** A customer moves to a larger tier: the same contract, with a term of a year and seats for a whole company. */
const growUp = (customer: Customer, contract: ContractHistory, plan: Plan, day: CivilDate): void => {
  const grown: Plan = { ...plan, seats: plan.seats + customer.random.between(22, 40), discounts: [] };
  const term: Term = { start: day, end: addMonths(day, 12), auto_renew: true };
  contract.amended(termsOf({ ...customer, tier: 'mid-market' }, term, linesOf(customer, grown)), day);
};

/** Month by month: some customers leave, some grow. Returns the day on which the customer left, or null. */
const liveMonths = (customer: Customer, contract: ContractHistory, term: Term, first: Plan): CivilDate | null => {
  const { random, since, until } = customer;
  let plan = first;
  for (let month = 1; addMonths(since, month) <= until; month += 1) {
    const day = addMonths(since, month);
    if (random.percent(3)) {
      contract.cancelled(random.pick(...REASONS), day, addDays(day, -random.between(0, 10)));
      return day;
    }
    if (month >= 6 && random.percent(1)) {
      growUp(customer, contract, plan, day);
      return null;
    }
    if (random.percent(9)) {
      plan = { ...plan, seats: Math.max(2, plan.seats + random.pick(-2, 1, 1, 2, 3)) };
      contract.amended(termsOf(customer, term, linesOf(customer, plan)), day);
    }
  }
  return null;
};

/** A third of the customers that left come back, half of them on their old contract and half on a new one. */
const comeBack = (customer: Customer, old: ContractHistory, left: CivilDate): readonly ContractHistory[] => {
  const { random, name, until } = customer;
  const day = addMonths(left, random.between(2, 6));
  if (!random.percent(35) || day > until) return [];
  const plan: Plan = { seats: random.between(3, 10), priceCents: seatPriceOn(customer, day), discounts: [] };
  const terms = termsOf(customer, { start: day, end: null, auto_renew: false }, linesOf(customer, plan));
  if (random.percent(50)) {
    old.amended(terms, day);
    return [];
  }
  const fresh = contractHistory(`sub_${name}_again`, until);
  fresh.created({ ...terms, ...salesCycle(customer, day) }, day);
  return [fresh];
};

export const selfServe = (customer: Customer): readonly ContractHistory[] => {
  const contract = contractHistory(`sub_${customer.name}`, customer.until);
  const start = customer.wasThere ? addMonths(customer.since, -customer.random.between(1, 11)) : customer.since;
  const term = termFrom(customer, start);
  const plan = firstPlan(customer);
  contract.created(
    { ...termsOf(customer, term, linesOf(customer, plan)), ...salesCycle(customer, start) },
    customer.since,
  );
  const left = liveMonths(customer, contract, term, plan);
  return left === null ? [contract] : [contract, ...comeBack(customer, contract, left)];
};
