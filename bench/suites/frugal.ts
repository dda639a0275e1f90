import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, isFolded, newOutputs, type Outputs, processed } from '../candidates/ours.ts';
import { isReady } from '../candidates/processor.ts';
import { startService } from '../candidates/start-service.ts';
import { MAIN_LOAD } from '../load/load-plan.ts';
import type { Child } from '../measure/child.ts';
import { cpuOf, cpuOfFamily, residentMaxMb } from '../measure/process.ts';
import { until } from '../measure/run.ts';
import { median } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import type { Store } from '../services/store.ts';
import { type LoadedTopic, loadTopic } from '../services/topics.ts';
import { bySize, type World } from '../services/world.ts';
import { type LargeReplay, largeReplay } from './large-replay.ts';
import type { Suite } from './suite.ts';

type Stage = Readonly<{ world: World; loaded: LoadedTopic; store: Store; outputs: Outputs }>;

const started = ({ world, loaded, store, outputs }: Stage): Child =>
  startService('processor', environmentOf(world, store, loaded.topic, outputs));

/** The largest memory of a processor while it works through a backlog. */
const rssAtBacklog = async (stage: Stage): Promise<number> => {
  const { loaded, store } = stage;
  const child = started(stage);
  const isDone = async (): Promise<boolean> =>
    ((await processed(store, loaded.topic)) ?? 0) >= loaded.plan.events && (await isFolded(store));
  await until('the backlog is worked off', isDone, { child });
  const mb = residentMaxMb(child.pid) ?? NaN;
  await child.end('SIGTERM');
  return mb;
};

/** Seconds from the start of the process until it reports that it is ready. */
const secondsToReady = async (stage: Stage): Promise<number> => {
  const began = performance.now();
  const child = started(stage);
  await until('the processor is ready', () => isReady(child), { child, everyMs: 10 });
  const seconds = (performance.now() - began) / 1000;
  await child.end('SIGTERM');
  return seconds;
};

type Idle = Readonly<{ processorPct: number; postgresPct: number }>;

/** Percent of one core while there is nothing to do. */
const idleCpu = async (stage: Stage, seconds: number): Promise<Idle> => {
  const child = started(stage);
  await until('the processor is ready', () => isReady(child), { child });
  await sleep(bySize(stage.world, { quick: 500, usual: 5_000 }));
  const { pid } = stage.world.postgres;
  const [processorBefore, postgresBefore] = [cpuOf(child.pid), cpuOfFamily(pid)];
  await sleep(seconds * 1000);
  const share = (spent: number): number => (spent / seconds) * 100;
  const idle = {
    processorPct: share(cpuOf(child.pid) - processorBefore),
    postgresPct: share(cpuOfFamily(pid) - postgresBefore),
  };
  await child.end('SIGTERM');
  return idle;
};

const bytesText = ({ events, contracts, inputBytes, databaseBytes }: LargeReplay): string => {
  const perYear = databaseBytes / 2 / contracts;
  return (
    `Bytes: ${figure(events)} events of ${figure(contracts)} contracts over two years, ${figure(inputBytes / 1e6)} MB of input, ` +
    `${figure(databaseBytes / 1e6)} MB of Postgres with the snapshots of 24 months. A year of history, with five events a ` +
    `contract, costs ${figure(perYear / 1000)} kB a contract: a million contracts ${figure((perYear * 1e6) / 1e9)} GB.`
  );
};

type Found = Readonly<{ rss: readonly number[]; idle: Idle; ready: readonly number[]; large: LargeReplay }>;

const ratiosOf = ({ rss, idle, ready, large }: Found): Awaited<ReturnType<Suite>>['ratios'] => {
  const bytes = large.databaseBytes / large.inputBytes;
  return {
    'frugal.rss_mb': {
      ...{ what: 'memory of a processor at a backlog, at most', value: median(rss), unit: 'MB' },
      ...{ goal: { atMost: 350 }, runs: { rss } },
    },
    'frugal.idle_cpu_pct': {
      ...{ what: 'processor time with nothing to do, of one core', value: idle.processorPct, unit: '%' },
      ...{ goal: { atMost: 2 }, runs: { processor: [idle.processorPct], postgres: [idle.postgresPct] } },
    },
    'frugal.ready_s': {
      ...{ what: 'from the start of a processor until it is ready', value: median(ready), unit: 's' },
      ...{ goal: { atMost: 3 }, runs: { ready } },
    },
    'frugal.bytes_vs_input': {
      ...{ what: 'bytes of Postgres ÷ bytes of the events', value: bytes, unit: 'times' },
      ...{ goal: { atMost: 1.3 }, runs: { ratio: [bytes] } },
    },
  };
};

/** The resources that a processor needs. */
export const frugal: Suite = async (world) => {
  const events = bySize(world, { quick: 2_000, usual: 300_000 });
  const loaded = await loadTopic(world, { ...MAIN_LOAD, events, contracts: events / 10 });
  const rss: number[] = [];
  const ready: number[] = [];
  const open = async (): Promise<Stage> => {
    return { world, loaded, store: await world.postgres.create(), outputs: await newOutputs(world, loaded.topic) };
  };
  let stage = await open();
  for (let round = 1; round <= bySize(world, { quick: 1, usual: 2 }); round += 1) {
    if (round > 1) await stage.store.drop();
    stage = round > 1 ? await open() : stage;
    rss.push(await rssAtBacklog(stage));
  }
  for (let start = 0; start < bySize(world, { quick: 1, usual: 5 }); start += 1)
    ready.push(await secondsToReady(stage));
  const idle = await idleCpu(stage, bySize(world, { quick: 1, usual: 20 }));
  await stage.store.drop();
  const large = await largeReplay(world);
  return {
    ratios: ratiosOf({ rss, idle, ready, large }),
    tables: [{ title: 'Where the bytes are, as shares of the bytes of the input.', rows: large.tables }],
    notes: [bytesText(large), `Postgres itself takes ${figure(idle.postgresPct)} % of a core for an idle processor.`],
    runs: { rss, ready, idle, large },
  };
};
