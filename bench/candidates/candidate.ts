import type { Child } from '../measure/child.ts';
import { meter } from '../measure/meter.ts';
import { cpuOf, residentMaxMb } from '../measure/process.ts';
import { type Run, until } from '../measure/run.ts';
import type { LoadedTopic } from '../services/topics.ts';
import type { World } from '../services/world.ts';

/** A program that processes the events of a topic. */
export type Candidate = Readonly<{ name: string; run: (world: World, loaded: LoadedTopic) => Promise<Run> }>;

/** How a candidate is started, when it is done, and whether its results are right. */
export type Trial = Readonly<{
  start: () => Child;
  /** The number of its processes that share the load. Default 1. */
  processes?: number;
  /** The number of events done so far, as seen from outside; null as long as nothing can be seen. */
  done: () => Promise<number | null>;
  /** The number that `done` must reach, and a condition that must hold besides. */
  all: number;
  isSettled?: () => Promise<boolean>;
  check: () => Promise<void>;
}>;

const LOOKS_EVERY_MS = 50;

/** The same clock for all candidates: from the start of the process to the last result, with all costs of a start. */
export const timed = async (world: World, loaded: LoadedTopic, trial: Trial): Promise<Run> => {
  await world.postgres.checkpoint();
  const began = performance.now();
  const children: Child[] = [];
  const spent = meter({
    client: () => children.reduce((sum, { pid }) => sum + cpuOf(pid), 0),
    postgresPid: world.postgres.pid,
    brokerPid: world.brokerPid(),
  });
  const child = trial.start();
  children.push(child);
  while (children.length < (trial.processes ?? 1)) children.push(trial.start());
  try {
    const firstAt: number[] = [];
    await until(
      'all events are done',
      async () => {
        const done = (await trial.done()) ?? 0;
        if (firstAt.length === 0 && done > 0) firstAt.push(performance.now());
        return done >= trial.all && ((await trial.isSettled?.()) ?? true);
      },
      { everyMs: LOOKS_EVERY_MS, child },
    );
    const ended = performance.now();
    const run = {
      events: loaded.plan.events,
      seconds: (ended - began) / 1000,
      secondsAfterFirst: (ended - (firstAt[0] ?? ended)) / 1000,
      cpu: spent(),
      rssMb: Math.max(...children.map(({ pid }) => residentMaxMb(pid) ?? NaN)),
    };
    await Promise.all(children.map(async (each) => each.end('SIGTERM')));
    await trial.check();
    return run;
  } finally {
    await Promise.all(children.map(async (each) => each.end()));
  }
};
