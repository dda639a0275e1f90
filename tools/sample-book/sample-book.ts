import { arrivals } from './arrival.ts';
import { billingEvents } from './billing-events.ts';
import { liveEvents } from './live-events.ts';
import { liveRatesCsv, ratesCsv } from './rates.ts';
import { readme } from './readme.ts';

const POLICY = `{
  "reporting_currency": "USD",
  "timezone": "UTC",
  "grains": ["month", "quarter", "year"],
  "dimensions": ["tier", "channel", "region"]
}
`;

const FILES = ['events.jsonl', 'live-events.jsonl', 'rates.csv', 'live-rates.csv', 'policy.json', 'README.md'] as const;

/** The files of the sample book by name, uncompressed. They are the same on every machine and at any time. */
export const sampleBook = (): Readonly<Record<(typeof FILES)[number], string>> => {
  const events = billingEvents();
  const lines = arrivals(events);
  const live = liveEvents();
  return {
    'events.jsonl': lines.map(({ text }) => `${text}\n`).join(''),
    'live-events.jsonl': live.map((event) => `${JSON.stringify(event)}\n`).join(''),
    'rates.csv': ratesCsv(),
    'live-rates.csv': liveRatesCsv(),
    'policy.json': POLICY,
    'README.md': readme(events, lines, live),
  };
};
