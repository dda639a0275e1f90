import { MAIN_LOAD } from '../load/load-plan.ts';
import { onOneCore } from '../measure/one-core.ts';
import { quantile } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import { quantilesText } from '../report/histogram.ts';
import { bySize, type World } from '../services/world.ts';
import { perEvent, type Shared, sharedRun } from './backlog.ts';
import { bookOf } from './book.ts';
import { type Flow, type Fresh, startProbing } from './probing.ts';
import type { Suite } from './suite.ts';

const RATE = 2_000;

/** A flow is sustained if its p99 stays below this many seconds. */
const FRESH_S = 2;

/** The rates that are tried, as shares of the ingest rate, the lowest first. */
const SHARES = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6] as const;

type Tried = Readonly<{ share: number; rate: number; fresh: Fresh }>;

const isSustained = ({ fresh }: Tried): boolean => quantile(fresh.seconds, 0.99) < FRESH_S;

const backlog = (world: World): Promise<Shared> => {
  const events = bySize(world, { quick: 2_000, usual: 200_000 });
  const plan = { ...MAIN_LOAD, events, contracts: events / 10 };
  const warmEvents = bySize(world, { quick: 500, usual: 40_000 });
  const warmUp = { ...plan, events: warmEvents, contracts: warmEvents / 10, firstContract: plan.contracts };
  return sharedRun(world, { plan, warmUp }, 1);
};

type Timed = Omit<Flow, 'rate'>;

/** Raises the rate until it is not sustained any more. The last one tried is the first that was not, if any was not. */
const raised = async (
  shares: readonly number[],
  ingestRate: number,
  at: (rate: number) => Promise<Tried>,
): Promise<readonly Tried[]> => {
  const tried: Tried[] = [];
  for (const share of shares) {
    // Every send of a twentieth of a second has the same number of events.
    const last = await at(Math.round((ingestRate * share) / 20) * 20);
    tried.push(last);
    if (!isSustained(last)) break;
  }
  return tried;
};

const rowOf = ({ share, rate, fresh }: Tried) => ({
  'events/s': figure(rate),
  'of the ingest rate': figure(share),
  p50: figure(quantile(fresh.seconds, 0.5)),
  p99: figure(quantile(fresh.seconds, 0.99)),
  max: figure(quantile(fresh.seconds, 1)),
  'CPU µs/event': figure(perEvent(fresh)),
});

/** Flows in their order, at one size of the book and on a number of cores. */
type Search = Readonly<{
  /** At 2,000 events a second. */
  steady: Tried;
  tried: readonly Tried[];
  /** The last that was sustained; null if none was. */
  sustained: Tried | null;
  /** At twice that rate, or at 4,000. */
  over: Tried;
  /** At 2,000 again. */
  after: Tried;
}>;

const searched = async (world: World, contracts: number, ingestRate: number): Promise<Search> => {
  const probing = await startProbing(world, await bookOf(world, contracts));
  const timed = bySize<Timed>(world, { quick: { warmUp: 1, seconds: 2 }, usual: { warmUp: 15, seconds: 60 } });
  const at = async (rate: number): Promise<Tried> => {
    const fresh = await probing.flow({ rate, ...timed });
    world.say(`${figure(rate)} events a second: ${quantilesText(fresh.seconds)}`);
    return { share: rate / ingestRate, rate, fresh };
  };
  try {
    const steady = await at(RATE);
    const shares = bySize<readonly number[]>(world, { quick: [0.05], usual: SHARES });
    const tried = await raised(shares, ingestRate, at);
    const sustained = tried.findLast(isSustained) ?? null;
    const over = await at(2 * (sustained?.rate ?? RATE));
    return { steady, tried, sustained, over, after: await at(RATE) };
  } finally {
    await probing.stop();
  }
};

const rowsOf = (cores: string, { steady, tried, over, after }: Search) =>
  [steady, ...tried, over, after].map((one) => ({ cores, ...rowOf(one) }));

const rates = ({ tried }: Search): readonly number[] => tried.map(({ rate }) => rate);

/** What an event costs when few come at a time, how many a second stay fresh, and what happens when more come. */
export const trickle: Suite = async (world) => {
  const shared = await backlog(world);
  const ingestRate = shared.events / shared.seconds;
  world.say(`a backlog: ${figure(perEvent(shared))} µs an event, ${figure(ingestRate)} events a second`);
  const contracts = bySize(world, { quick: 2_000, usual: 100_000 });
  const all = await searched(world, contracts, ingestRate);
  world.say('the same on one core');
  const one = await onOneCore(world, () => searched(world, contracts, ingestRate));
  return {
    ratios: {
      'trickle.cpu_vs_backlog': {
        what: `cost of an event at ${figure(RATE)} events/s, with takes and relay ÷ in a backlog, all processes`,
        ...{ value: perEvent(all.steady.fresh) / perEvent(shared), unit: 'times', goal: { atMost: 3 } },
        runs: { trickle: [perEvent(all.steady.fresh)], backlog: [perEvent(shared)] },
      },
      'freshness.sustained_vs_ingest': {
        what: `the highest rate whose p99 stays below ${FRESH_S} s for a minute ÷ the ingest rate, ${figure(contracts)} contracts`,
        ...{ value: (all.sustained?.rate ?? 0) / ingestRate, unit: 'times', goal: { atLeast: 0.5 } },
        runs: { rates: rates(all), ingest: [ingestRate] },
      },
      'freshness.overload_p99_s': {
        what: 'from an event to the changed snapshot at twice that rate, p99 over a minute',
        ...{ value: quantile(all.over.fresh.seconds, 0.99), unit: 's', goal: { atMost: 15 } },
        runs: { seconds: all.over.fresh.seconds },
      },
      'freshness.overload_one_core_p99_s': {
        what: 'the same with all processes on one core, at twice the highest rate that stays fresh there',
        ...{ value: quantile(one.over.fresh.seconds, 0.99), unit: 's', goal: { atMost: 15 } },
        runs: { seconds: one.over.fresh.seconds },
      },
    },
    tables: [
      {
        title:
          `Seconds from just before an event is sent until a subscriber has read the snapshot that holds it, for a minute each, ` +
          `at ${figure(contracts)} contracts, in this order. A backlog was ingested and folded at ${figure(ingestRate)} events a second, ` +
          `at ${figure(perEvent(shared))} µs an event.`,
        rows: [...rowsOf('all', all), ...rowsOf('one', one)],
      },
    ],
    notes: [
      'Of each number of cores the last row but one is twice the highest rate that stayed fresh (or 4,000 if none did), and the last one shows how soon it is fresh again. On one core broker, Postgres, the services and the sender share it.',
    ],
    runs: { shared, all, one },
  };
};
