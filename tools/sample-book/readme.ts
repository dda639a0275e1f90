import type { Arrival } from './arrival.ts';
import { FAULTS } from './bad-lines.ts';
import type { BillingEvent } from './billing-event.ts';

const count = <T>(items: readonly T[], matches: (item: T) => boolean): number => items.filter(matches).length;

/** The README of the samples, with counts of the generated lines. */
export const readme = (
  events: readonly BillingEvent[],
  arrivals: readonly Arrival[],
  live: readonly BillingEvent[],
): string => {
  const of = (type: string): number => count(events, (event) => event.type === `subscription.${type}`);
  const contracts = new Set(events.map(({ subject }) => subject)).size;
  const customers = new Set(events.flatMap(({ data }) => ('customer_id' in data ? [data.customer_id] : []))).size;
  const codes = Object.keys(FAULTS).map((code) => `\`${code}\``);
  return `# The sample book

Two years (2024-01-01 to 2025-12-31) of a software company's billing: ${customers} customers with ${contracts} contracts.
Every name and figure is made up. \`node tools/sample-book/generate.ts\` writes these files; the result is always the same.

- \`events.jsonl.gz\`: ${arrivals.length} lines in the order of their arrival: ${of('created')} creations, ${of('amended')} amendments, ${of('cancelled')} cancellations, and the repeated and refused lines listed below.
- \`rates.csv\`: dollars per euro at the end of each month, rounded.
- \`live-events.jsonl.gz\` and \`live-rates.csv\`: how the story goes on, ${live.length} events up to 2026-03-31. The demo plays them day by day while its page is open.
- \`policy.json\`: figures in USD by month, quarter and year, by tier, channel and region.

\`\`\`
npm run --silent acv -- replay --input samples/events.jsonl.gz --as-of 2025-12-31 --policy samples/policy.json --fx samples/rates.csv --out snapshots.jsonl
\`\`\`

## What to look for

- **The first year**: large customers arrive, and the blended ACV rises in most months.
- **2025-01**: seat prices rise, at once for new contracts and at the renewal for all others.
- **The last two quarters**: most new customers are self-serve, on a cheaper plan, and renewals are won with deep discounts. ARR hardly grows, retention looks flat, and the blended ACV falls: look at the mix, at the customers that entered, and at the discounts.

## What is in it

- Enterprise: terms of one to three years that end, with ramps, usage commitments, set-up fees, add-on contracts, early renewals, and successors under another contract id, some of which start before the old one ends.
- Mid-market: terms of a year or two, half of which renew by themselves, with seats added and given up, lasting discounts in percent and as amounts, temporary promotions, pauses, announced price rises, and changes of currency.
- Self-serve: by the year, by the month or until further notice; some leave, some come back, some move to a larger tier.
- The customers of the first day were taken over from a former system. Their contracts were closed in 2023, so they do not count as bookings.
- ${count(arrivals, ({ what }) => what === 'late')} events arrive late, some of them after later events of their contract; ${count(arrivals, ({ what }) => what === 'repeated')} arrive twice, some with their keys in another order. Neither changes a figure.
- ${codes.length} lines are refused, each for another reason: ${codes.join(', ')}.
`;
};
