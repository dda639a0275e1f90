import type { Line, Term, Terms } from './billing-event.ts';
import { addDays, addMonths, type CivilDate, DOWNTURN, later } from './calendar.ts';
import { contractHistory, type ContractHistory } from './contract-history.ts';
import type { Customer } from './customers.ts';
import { discountOn, salesCycle, seatPriceOn, termsOf } from './deal.ts';
import { amountOf, share } from './money.ts';

type Deal = Readonly<{
  years: number;
  seats: number;
  seatCents: number;
  /** The price of the platform in the first year, in cents. */
  platformCents: number;
  /** The rise of that price in each further year, in percent of the first year's. */
  rampPercent: number;
  /** The committed minimum per quarter, in cents; 0 for none. */
  commitmentCents: number;
  discountPercent: number;
  setUpCents: number;
}>;

type Course = Readonly<{ contract: ContractHistory; term: Term & Readonly<{ end: CivilDate }>; deal: Deal }>;

/** A line for each year of the term; the last one runs as long as the contract does. */
const platformLines = (
  { years, platformCents, rampPercent, discountPercent }: Deal,
  start: CivilDate,
): readonly Line[] =>
  Array.from({ length: years }, (_, year) => ({
    id: `platform-year-${year + 1}`,
    kind: 'recurring',
    product: 'platform',
    quantity: '1',
    unit_price: amountOf(share(platformCents, 100 + year * rampPercent)),
    per: 'year',
    ...(year > 0 ? { start: addMonths(start, year * 12) } : {}),
    ...(year < years - 1 ? { end: addMonths(start, (year + 1) * 12) } : {}),
    ...(discountPercent > 0 ? { discounts: [{ type: 'percent', value: String(discountPercent) }] } : {}),
  }));

const usageLines = ({ commitmentCents }: Deal): readonly Line[] =>
  commitmentCents === 0
    ? []
    : [
        {
          id: 'commitment',
          kind: 'usage_commitment',
          product: 'api-calls',
          amount: amountOf(commitmentCents),
          per: { interval: 'month', count: 3 },
        },
        {
          id: 'beyond-commitment',
          kind: 'usage_expected',
          product: 'api-calls',
          amount: amountOf(share(commitmentCents, 15)),
          per: 'month',
        },
      ];

const linesOf = (deal: Deal, start: CivilDate, first: CivilDate): readonly Line[] => [
  ...platformLines(deal, start),
  {
    id: 'seats',
    kind: 'recurring',
    product: 'core',
    quantity: String(deal.seats),
    unit_price: amountOf(deal.seatCents),
    per: 'month',
    ...(deal.discountPercent > 0 ? { discounts: [{ type: 'percent', value: String(deal.discountPercent) }] } : {}),
  },
  ...usageLines(deal),
  ...(deal.setUpCents > 0
    ? [{ id: 'setup', kind: 'one_time', amount: amountOf(deal.setUpCents), date: first } as const]
    : []),
];

const firstDeal = (customer: Customer): Deal => {
  const { random, since } = customer;
  // The smaller of two draws: many deals of a hundred thousand, few of a quarter of a million.
  const thousands = Math.min(random.between(62, 250), random.between(62, 250));
  const wanted = (since < DOWNTURN ? thousands : Math.max(60, share(thousands, 75))) * 100_000;
  const seatCents = seatPriceOn(customer, since);
  const hasCommitment = random.percent(45);
  return {
    years: random.pick(1, 2, 2, 3, 3),
    seats: Math.round(share(wanted, hasCommitment ? 45 : 55) / (seatCents * 12)),
    seatCents,
    platformCents: Math.round(share(wanted, 45) / 100_000) * 100_000,
    rampPercent: random.pick(0, 5, 5, 8, 12),
    commitmentCents: hasCommitment ? Math.round(share(wanted, 10) / 400_000) * 100_000 : 0,
    discountPercent: discountOn(customer, since),
    setUpCents: random.percent(70) ? random.between(20, 80) * 50_000 : 0,
  };
};

const stated = (customer: Customer, { term, deal }: Course): Terms =>
  termsOf(customer, term, linesOf(deal, term.start, later(term.start, customer.since)));

const begin = (customer: Customer): Course => {
  const { random, since, wasThere, name, until } = customer;
  const deal = firstDeal(customer);
  const start = wasThere ? addMonths(since, -random.between(1, 11)) : since;
  const term = { start, end: addMonths(start, deal.years * 12), auto_renew: false };
  const course: Course = { contract: contractHistory(`sub_${name}`, until), term, deal };
  course.contract.created({ ...stated(customer, course), ...salesCycle(customer, start) }, since);
  return course;
};

/** Every half year about half of the customers add seats; in the downturn some give up many. */
const liveTerm = (customer: Customer, first: Course): Course => {
  const { random, since } = customer;
  let course = first;
  for (let month = 5; addMonths(first.term.start, month) < first.term.end; month += 6) {
    const day = addMonths(first.term.start, month);
    if (day <= since || !random.percent(45)) continue;
    const grown = random.between(4, 12);
    const percent = day < DOWNTURN || random.percent(60) ? 100 + grown : 100 - 2 * grown;
    const seats = Math.round((course.deal.seats * percent) / 100);
    course = { ...course, deal: { ...course.deal, seats } };
    course.contract.amended(stated(customer, course), day);
  }
  return course;
};

/** Renewed about a month early, under the same contract or under another one, or not at all. */
const renew = (customer: Customer, { contract, term, deal }: Course): Course | null => {
  const { random, name, since, until } = customer;
  const outcome = random.weighted<'early' | 'anew' | 'lapsed'>([
    ['early', 60],
    ['anew', 28],
    ['lapsed', 12],
  ]);
  if (outcome === 'lapsed') return null;
  const signed = later(addDays(term.end, -random.between(20, 29)), addDays(since, 3));
  const years = random.pick(1, 2, 2, 3);
  // Some successors start two weeks before the contract they replace ends, so that both run for a while.
  const start = outcome === 'anew' && random.percent(40) ? addDays(term.end, -14) : term.end;
  const renewed: Course = {
    contract: outcome === 'early' ? contract : contractHistory(`sub_${name}_${term.end.slice(0, 4)}`, until),
    term: { start, end: addMonths(start, years * 12), auto_renew: false },
    deal: {
      ...deal,
      years,
      seatCents: seatPriceOn(customer, signed),
      discountPercent: Math.max(deal.discountPercent, discountOn(customer, signed)),
      setUpCents: 0,
    },
  };
  const terms = stated(customer, renewed);
  if (outcome === 'early') contract.amended(terms, signed);
  else renewed.contract.created({ ...terms, renews: [contract.id] }, start, signed);
  return renewed;
};

/** Some customers later buy another product on a contract of its own, for the rest of the term. */
const addOn = (customer: Customer, { term, deal }: Course): readonly ContractHistory[] => {
  const { random, name, until } = customer;
  const start = addMonths(later(term.start, customer.since), random.between(3, 9));
  if (!random.percent(40) || addMonths(start, 2) > term.end || start > until) return [];
  const contract = contractHistory(`sub_${name}_insights`, until);
  const unitPrice = amountOf(Math.round(share(deal.platformCents, random.between(10, 25)) / 10_000) * 10_000);
  const line: Line = {
    id: 'insights',
    kind: 'recurring',
    product: 'insights',
    quantity: '1',
    unit_price: unitPrice,
    per: 'year',
  };
  contract.created({ ...termsOf(customer, { ...term, start }, [line]), ...salesCycle(customer, start) }, start);
  return [contract];
};

export const enterprise = (customer: Customer): readonly ContractHistory[] => {
  const first = begin(customer);
  const contracts = new Set([first.contract]);
  const addOns = addOn(customer, first);
  for (let course: Course | null = first; course !== null;) {
    contracts.add(course.contract);
    const lived = liveTerm(customer, course);
    course = lived.term.end > customer.until ? null : renew(customer, lived);
  }
  return [...contracts, ...addOns];
};
