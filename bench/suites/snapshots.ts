import { setTimeout as sleep } from 'node:timers/promises';
import { openMonth, startStream, type Stream } from '../candidates/stream.ts';
import { today } from '../load/days.ts';
import { until } from '../measure/run.ts';
import { median } from '../measure/statistics.ts';
import { withSpread, figure } from '../report/figures.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';
import { BARE } from './bare.sql.ts';
import { type Book, bookOf, changesIn, comparedDays, take } from './book.ts';
import type { Suite } from './suite.ts';

const secondsOf = async (act: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1000;
};

/** The take of a month that was never taken, minus the time of the same command with nothing to take. */
const coldSeconds = async (world: World, store: Store): Promise<number> => {
  await world.postgres.checkpoint();
  const { now } = comparedDays();
  const whole = await secondsOf(() => take(world, store, now));
  return whole - (await secondsOf(() => take(world, store, now)));
};

/** The ARR of the month, summed from the current spans. */
const ARR_NOW = `
SELECT sum(round10(arr[width_bucket($1::date, days)] * CASE currency WHEN 'USD' THEN 1 ELSE (
  SELECT rate FROM fx_rate WHERE fx_rate.currency = span_run.currency AND date <= $1 ORDER BY date DESC LIMIT 1
) END)) AS arr FROM span_run WHERE valid_from <= $1 AND $1 < valid_to`;

export type Warm = Readonly<{ sinceFolded: number; sinceSent: number }>;

/** Changes a thousand contracts, and waits until the month's snapshot on the topic includes them all. */
const warmSeconds = async (world: World, book: Book, { processing, reader }: Stream, seed: number): Promise<Warm> => {
  const plan = changesIn(book, Math.min(1_000, book.plan.contracts), seed);
  const sentAt = performance.now();
  await processing.send(plan);
  await processing.settled();
  const foldedAt = performance.now();
  const [row] = await processing.store.query<{ arr: string }>(ARR_NOW, [today()]);
  const arr = Number(row?.arr);
  const found = (): number | undefined =>
    reader.read.find(({ key, arr: read, atMs }) => atMs > sentAt && key === openMonth('all', 'all') && read === arr)
      ?.atMs;
  await until(`the open month is ${arr} on its topic`, () => found() !== undefined, { everyMs: 20, withinMs: 120_000 });
  const at = found() ?? NaN;
  return { sinceFolded: Math.max(0, at - foldedAt) / 1000, sinceSent: (at - sentAt) / 1000 };
};

const WARM_PAUSE_MS = 1_000;

const warmed = async (world: World, book: Book, store: Store): Promise<readonly Warm[]> => {
  const stream = await startStream(world, store, changesIn(book, 10, 30));
  const warm: Warm[] = [];
  try {
    for (let round = 0; round < bySize(world, { quick: 1, usual: 5 }); round += 1) {
      await sleep(WARM_PAUSE_MS);
      warm.push(await warmSeconds(world, book, stream, 31 + round));
    }
  } finally {
    await stream.stop();
  }
  return warm;
};

/** A month of a large book, taken for the first time and then kept up to date. */
export const snapshots: Suite = async (world) => {
  const contracts = bySize(world, { quick: 2_000, usual: 1_000_000 });
  const rounds = bySize(world, { quick: 1, usual: 3 });
  const book = await bookOf(world, contracts);
  const { now, prior } = comparedDays();
  const bare: number[] = [];
  const cold: number[] = [];
  let warm: readonly Warm[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const store = await world.postgres.create(book.store);
    bare.push(await secondsOf(() => store.query(BARE, [now, prior])));
    cold.push(await coldSeconds(world, store));
    world.say(`round ${round}: bare SQL ${figure(bare.at(-1) ?? NaN)} s, cold ${figure(cold.at(-1) ?? NaN)} s`);
    if (round === rounds) warm = await warmed(world, book, store);
    await store.drop();
  }
  const sinceFolded = warm.map((of) => of.sinceFolded);
  const sinceSent = warm.map((of) => of.sinceSent);
  return {
    ratios: {
      'snapshot.cold_vs_bare_sql': {
        ...{ what: 'take of a month never taken ÷ bare SQL over the same spans', value: median(cold) / median(bare) },
        ...{ unit: 'times', goal: { atMost: 1.5 }, runs: { cold, bare } },
      },
      'snapshot.warm_s': {
        ...{ what: 'from 1,000 contracts changed until their month is on the topic', value: median(sinceFolded) },
        ...{ unit: 's', goal: { atMost: 1 }, runs: { sinceFolded, sinceSent } },
      },
    },
    tables: [
      {
        title: `${figure(contracts)} contracts of ${figure(contracts * 0.8)} customers in two currencies, by tier, channel, region, cohort and band; 3 % amended in the open month.`,
        rows: [
          { what: 'bare SQL: by customer at two dates, then by dimension', seconds: withSpread(bare) },
          { what: 'the take of a month that was never taken, every field', seconds: withSpread(cold) },
          { what: '1,000 contracts changed: from their fold to the topic', seconds: withSpread(sinceFolded) },
          { what: '1,000 contracts changed: from sending the first of them', seconds: withSpread(sinceSent) },
        ],
      },
    ],
    runs: { bare, cold, warm },
  };
};
