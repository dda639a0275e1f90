import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { runAcv } from '../candidates/acv.ts';
import { monthOf } from '../load/days.ts';
import { median } from '../measure/statistics.ts';
import { type DuckMonth, type DuckSegment, duckBooks } from '../peers/duckdb/month.ts';
import { figure, withSpread } from '../report/figures.ts';
import type { Store } from '../services/store.ts';
import { bySize, type World } from '../services/world.ts';
import { comparedDays, take } from './book.ts';
import { firstLoad, monthsOf, writeBook } from './cold-book.ts';
import type { Suite } from './suite.ts';

const secondsOf = async (act: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await act();
  return (performance.now() - began) / 1000;
};

/** Seconds of a command on a copy of the store. */
const onCopy = async (world: World, from: Store, args: readonly string[]): Promise<number> => {
  const store = await world.postgres.create(from);
  await world.postgres.checkpoint();
  const seconds = await secondsOf(() => runAcv([...args, '--database-url', store.url]));
  await store.drop();
  return seconds;
};

/** Another policy for the same contracts: every segment of a band, and so every month, has to be taken again. */
const OTHER_POLICY = {
  bands: [
    { label: '<10k', from: '0' },
    { label: '10k-30k', from: '10000' },
    { label: '>=30k', from: '30000' },
  ],
};

const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;

const SEGMENTS = `
SELECT dimension, segment, content ->> 'arr' AS arr, content ->> 'normalized_acv_total' AS acv, content ->> 'acv' AS average,
  (content ->> 'active_logos')::int AS logos
FROM snapshot_current
WHERE grain = 'month' AND period = $1 AND (content ->> 'active_logos')::int > 0`;

type Segment = DuckSegment & Readonly<{ average: string }>;

const text = ({ dimension, segment, logos, arr, acv }: DuckSegment): string => {
  const average = new Decimal(arr).div(logos).toDecimalPlaces(4, Decimal.ROUND_HALF_EVEN);
  return [dimension, segment, logos, new Decimal(arr).toFixed(), new Decimal(acv).toFixed(), average.toFixed(4)].join(
    ' ',
  );
};

/** Throws if DuckDB and the snapshots of a month differ in a segment: its ARR, its contract ACV, its customers, its ACV. */
const mustAgree = async (store: Store, month: string, duck: readonly DuckSegment[]): Promise<void> => {
  const ours = await store.query<Segment>(SEGMENTS, [month]);
  const [expected, found] = [duck.map(text).toSorted(), ours.map((own) => text(own)).toSorted()];
  const wrong = ours.filter((own) => !text(own).endsWith(` ${new Decimal(own.average).toFixed(4)}`));
  if (expected.join('\n') !== found.join('\n') || wrong.length > 0 || found.length < 10)
    throw new Error(`DuckDB and the snapshots differ:\n${expected.join('\n')}\n\n${found.join('\n')}`);
};

type ColdMonth = Readonly<{ ours: number; duck: number }>;

/**
 * The take of a month that was never taken, minus the same command with nothing to take; and DuckDB's query, the median of
 * a run before, between and after them.
 */
const coldMonth = async (world: World, from: Store): Promise<ColdMonth> => {
  const { now, prior } = comparedDays();
  const store = await world.postgres.create(from);
  const books = await duckBooks(store, world.folder);
  const duckMonth = (): Promise<DuckMonth> => books.month({ now, prior, yearAgo: yearBefore(now) });
  try {
    await world.postgres.checkpoint();
    const before = await duckMonth();
    const whole = await secondsOf(() => take(world, store, now));
    const between = await duckMonth();
    const ours = whole - (await secondsOf(() => take(world, store, now)));
    const duck = median([before, between, await duckMonth()].map(({ seconds }) => seconds));
    await mustAgree(store, monthOf(now), before.segments);
    return { ours, duck };
  } finally {
    books.close();
    await store.drop();
  }
};

type Seconds = Readonly<{ load: number; restate: number; rebuild: number; republish: number }>;

const commands = async (world: World, store: Store): Promise<Omit<Seconds, 'load'>> => {
  const policy = join(world.folder, 'other-policy.json');
  await writeFile(policy, JSON.stringify(OTHER_POLICY));
  const said = async (what: string, args: readonly string[]): Promise<number> => {
    const seconds = await onCopy(world, store, args);
    world.say(`${what}: ${figure(seconds)} s`);
    return seconds;
  };
  return {
    restate: await said('restate by other bands', ['restate', '--policy', policy]),
    rebuild: await said('restate by the same policy', ['restate']),
    republish: await said('republish', ['republish']),
  };
};

/** What costs a pass over the whole book: the first load, restating, publishing again, and a month of it. */
export const cold: Suite = async (world) => {
  const contracts = bySize(world, { quick: 2_000, usual: 200_000, full: 1_000_000 });
  const files = await writeBook(world, contracts);
  const store = await world.postgres.create();
  await world.postgres.checkpoint();
  const load = await secondsOf(() => firstLoad(world, store, files));
  world.say(`first load: ${figure(load)} s`);
  await Promise.all(files.map((file) => rm(file)));
  await store.query('VACUUM (ANALYZE)');
  const rest = await commands(world, store);
  const months: ColdMonth[] = [];
  for (let round = 1; round <= bySize(world, { quick: 1, usual: 5 }); round += 1) {
    months.push(await coldMonth(world, store));
    world.say(
      `round ${round}: cold ${figure(months.at(-1)?.ours ?? NaN)} s, DuckDB ${figure(months.at(-1)?.duck ?? NaN)} s`,
    );
  }
  await store.drop();
  const [ours, duck] = [months.map((month) => month.ours), months.map((month) => month.duck)];
  const ratios = months.map((month) => month.ours / month.duck).toSorted((a, b) => a - b);
  const taken = monthsOf(world);
  const row = (what: string, seconds: readonly number[]) => ({ what, seconds: withSpread(seconds) });
  return {
    ratios: {
      'snapshot.cold_vs_duckdb': {
        ...{ what: 'take of a month never taken ÷ an exact DuckDB query over the same spans' },
        ...{ value: median(ratios), unit: 'times' },
        ...{ goal: { atMost: 3 }, runs: { ours, duck } },
      },
    },
    tables: [
      {
        title: `${figure(contracts)} contracts of ${figure(contracts * 0.8)} customers in two currencies, created over ${taken} months; a tenth amended. Restating works on copies of the loaded store.`,
        rows: [
          row(`\`acv replay\` into an empty store, with ${taken} months of snapshots`, [load]),
          row('`acv restate --policy` with other bands: every month is taken again', [rest.restate]),
          row('`acv restate` by the same policy: all is made anew from the ledger', [rest.rebuild]),
          row('`acv republish`, until all records are in the outbox', [rest.republish]),
          row('the take of a month that was never taken, every field', ours),
          row('DuckDB in its own tables: by customer on three dates, then by dimension', duck),
        ],
      },
    ],
    notes: [
      `Ratios of the rounds, in each of which DuckDB answers before, between and after the takes of the same spans: ${ratios.map(figure).join(', ')}. ARR, contract ACV, customers and ACV of every segment were equal, to the last digit.`,
    ],
    runs: { load, ...rest, months },
  };
};
