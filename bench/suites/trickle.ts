import { MAIN_LOAD } from '../load/load-plan.ts';
import { quantile } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import { quantilesText } from '../report/histogram.ts';
import { bySize, type World } from '../services/world.ts';
import { perEvent, type Shared, sharedRun } from './backlog.ts';
import { bookOf } from './book.ts';
import { type Flow, type Fresh, type Probing, startProbing } from './probing.ts';
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
  world: World,
  probing: Probing,
  { ingestRate, timed, shares }: Readonly<{ ingestRate: number; timed: Timed; shares: readonly number[] }>,
): Promise<readonly Tried[]> => {
  const tried: Tried[] = [];
  for (const share of shares) {
    // Every send of a twentieth of a second has the same number of events.
    const rate = Math.round((ingestRate * share) / 20) * 20;
    const last = { share, rate, fresh: await probing.flow({ rate, ...timed }) };
    world.say(`${figure(rate)} events a second: ${quantilesText(last.fresh.seconds)}`);
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

/** What an event costs when few come at a time, how many a second stay fresh, and what happens when more come. */
export const trickle: Suite = async (world) => {
  const shared = await backlog(world);
  const ingestRate = shared.events / shared.seconds;
  world.say(`a backlog: ${figure(perEvent(shared))} µs an event, ${figure(ingestRate)} events a second`);
  const contracts = bySize(world, { quick: 2_000, usual: 100_000 });
  const probing = await startProbing(world, await bookOf(world, contracts));
  try {
    const timed = bySize<Timed>(world, { quick: { warmUp: 1, seconds: 2 }, usual: { warmUp: 15, seconds: 60 } });
    const steady = { share: RATE / ingestRate, rate: RATE, fresh: await probing.flow({ rate: RATE, ...timed }) };
    world.say(`${figure(RATE)} events a second: ${quantilesText(steady.fresh.seconds)}`);
    const shares = bySize<readonly number[]>(world, { quick: [0.05], usual: SHARES });
    const tried = await raised(world, probing, { ingestRate, timed, shares });
    const sustained = tried.findLast(isSustained) ?? null;
    const rate = 2 * (sustained?.rate ?? RATE);
    const over = { share: rate / ingestRate, rate, fresh: await probing.flow({ rate, ...timed }) };
    world.say(`${figure(rate)} events a second: ${quantilesText(over.fresh.seconds)}`);
    const after = { ...steady, fresh: await probing.flow({ rate: RATE, ...timed }) };
    world.say(`${figure(RATE)} events a second again: ${quantilesText(after.fresh.seconds)}`);
    return {
      ratios: {
        'trickle.cpu_vs_backlog': {
          what: `cost of an event at ${figure(RATE)} events/s, with takes and relay ÷ in a backlog, all processes`,
          ...{ value: perEvent(steady.fresh) / perEvent(shared), unit: 'times', goal: { atMost: 3 } },
          runs: { trickle: [perEvent(steady.fresh)], backlog: [perEvent(shared)] },
        },
        'freshness.sustained_vs_ingest': {
          what: `the highest rate whose p99 stays below ${FRESH_S} s for a minute ÷ the ingest rate, ${figure(contracts)} contracts`,
          ...{ value: (sustained?.rate ?? 0) / ingestRate, unit: 'times', goal: { atLeast: 0.5 } },
          runs: { rates: tried.map((one) => one.rate), ingest: [ingestRate] },
        },
        'freshness.overload_p99_s': {
          what: 'from an event to the changed snapshot at twice that rate, p99 over a minute',
          ...{ value: quantile(over.fresh.seconds, 0.99), unit: 's', goal: { atMost: 15 } },
          runs: { seconds: over.fresh.seconds },
        },
      },
      tables: [
        {
          title:
            `Seconds from just before an event is sent until a subscriber has read the snapshot that holds it, for a minute each, ` +
            `at ${figure(contracts)} contracts, in this order. A backlog was ingested and folded at ${figure(ingestRate)} events a second, ` +
            `at ${figure(perEvent(shared))} µs an event.`,
          rows: [steady, ...tried, over, after].map(rowOf),
        },
      ],
      notes: [
        'The last but one row is twice the highest rate that stayed fresh, and the last one shows how soon it is fresh again.',
      ],
      runs: { shared, steady, tried, over, after },
    };
  } finally {
    await probing.stop();
  }
};
