import type { Arrival } from './arrival.ts';
import { FAULTS } from './bad-lines.ts';
import type { BillingEvent } from './billing-event.ts';

const count = <T>(items: readonly T[], matches: (item: T) => boolean): number => items.filter(matches).length;

/** What the samples are, with counts of what was generated. Written next to them. */
export const readme = (events: readonly BillingEvent[], arrivals: readonly Arrival[]): string => {
  const of = (type: string): number => count(events, (event) => event.type === `subscription.${type}`);
  const contracts = new Set(events.map(({ subject }) => subject)).size;
  const customers = new Set(events.flatMap(({ data }) => ('customer_id' in data ? [data.customer_id] : []))).size;
  const codes = Object.keys(FAULTS).map((code) => `\`${code}\``);
  return `# The sample book

Two years (2024-01-01 to 2025-12-31) of a software company's billing: ${customers} customers with ${contracts} contracts.
Every name and figure is made up. \`node tools/sample-book/generate.ts\` writes these files, always the same.

- \`events.jsonl.gz\`: ${arrivals.length} lines in the order of their arrival: ${of('created')} creations, ${of('amended')} amendments, ${of('cancelled')} cancellations, and what is listed below.
- \`rates.csv\`: what a euro was worth in dollars at the end of each month, rounded.
- \`policy.json\`: figures in USD by month, quarter and year, by tier, channel and region.

\`\`\`
npm run --silent acv -- replay --input samples/events.jsonl.gz --as-of 2025-12-31 --policy samples/policy.json --fx samples/rates.csv --out snapshots.jsonl
\`\`\`

## What to look for

- **The first year**: large customers come, and the blended ACV rises in most months.
- **2025-01**: prices of seats rise, for new contracts at once and for the others when they renew.
- **The last two quarters**: most who come serve themselves, on a cheaper plan, and renewals are won with deep discounts. ARR hardly grows, retention looks flat, and the blended ACV falls: look at the mix, at what entered, and at the discounts.

## What is in it

- Enterprise: terms of one to three years that end, with ramps, usage commitments, set-up fees, add-on contracts, early renewals, and successors under another contract id, some of which start before the old one ends.
- Mid-market: terms of a year or two, half of which renew by themselves, with seats added and given up, lasting discounts in percent and as amounts, promotions that pass, pauses, announced price rises, and changes of currency.
- Self-serve: by the year, by the month or until further notice; some leave, some come back, some grow up.
- The customers of the first day were taken over from a former system: their contracts were closed in 2023, so they are no bookings.
- ${count(arrivals, ({ what }) => what === 'late')} events arrive late, some of them behind later ones of their contract; ${count(arrivals, ({ what }) => what === 'repeated')} arrive twice, some with their keys in another order. Neither changes a figure.
- ${codes.length} lines are refused, each for a reason of its own: ${codes.join(', ')}.
`;
};
