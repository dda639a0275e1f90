/** What is valid and yet looks wrong, by code. The list is closed: reports and scripts go by these codes. */
export const FINDINGS = {
  end_one_day_short: {
    title: 'ends one day short of whole months',
    advice:
      'An end is the first day that is not covered. If these are last days, add one day. Leave a term of 30 days or 52 weeks as it is.',
  },
  anchor_missing: {
    title: 'terms cut short by the end of a month, without an anchor',
    advice: 'State the day from which months are counted as term.anchor, so that each renewal is whole months.',
  },
  year_far_from_others: {
    title: 'years far from all others',
    advice: 'Look for a mistyped year, a zero date or a stand-in for "no end". A term without an end has end: null.',
  },
  two_sources: {
    title: 'contract ids used by two sources',
    advice:
      'Two systems may use one id for two contracts, which count as one. Put the name of the system in front of the id, unless one contract moved between them.',
  },
  version_on_some_events: {
    title: 'contracts with a version on some events only',
    advice: 'Such versions do not count, and the times decide the order. State a version on every event, or on none.',
  },
  scheduled_change_lost: {
    title: 'scheduled changes that never took effect',
    advice:
      'An event recorded later took effect earlier and replaced the change. If the change still stands, send it again under a new id, with a later time (and version).',
  },
  discount_without_start: {
    title: 'discounts that end without stating their start',
    advice:
      'They count as lasting or passing from the start of the term, which a renewal moves. State the start of each discount that ends.',
  },
  discount_above_line: {
    title: 'discounts larger than their line',
    advice:
      'A line never falls below 0, so the rest of the discount is lost. If it is for several lines, state it once in data.discounts.',
  },
  product_spelt_in_two_ways: {
    title: 'products spelt in two ways',
    advice: 'They count as two products. Send one spelling, or leave them if they are two.',
  },
  customer_in_two_currencies: {
    title: 'customers with contracts in two currencies',
    advice: 'Look for a wrong currency. Leave customers who are billed in two currencies.',
  },
  successor_without_renews: {
    title: 'successors that do not name the contract they replace',
    advice: 'They count as new bookings. If they replace it, name the contract that ended in data.renews.',
  },
  amount_far_from_others: {
    title: 'prices hundreds of times those of the same product',
    advice: 'Look for a lost decimal point, thousands read as units, or a total in place of the price of one.',
  },
  currency_without_rate: {
    title: 'currencies without an exchange rate',
    advice: 'Contracts without a rate on a measured day are left out of every figure of that period. Add the rates.',
  },
} as const satisfies Readonly<Record<string, Readonly<{ title: string; advice: string }>>>;

export type FindingCode = keyof typeof FINDINGS;

export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[];

/** An event that an example names. `file` is null for an event of a store's ledger, and `line` is then its number. */
export type EventRef = Readonly<{ id: string; source: string; file: string | null; line: number }>;

/** One case of a finding, in words, with the events behind it. */
export type Example = Readonly<{ text: string; events: readonly EventRef[] }>;

/** A finding: the number of its cases, and the first of them. */
export type Finding = Readonly<{ code: FindingCode; count: number; examples: readonly Example[] }>;
