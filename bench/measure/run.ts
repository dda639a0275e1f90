import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { type Cpu, cpuSum } from './meter.ts';

/** One run of a candidate over a load. */
export type Run = Readonly<{
  events: number;
  /** From the start of the process to the last result. */
  seconds: number;
  /** From the first visible result to the last one: without the start. */
  secondsAfterFirst: number;
  cpu: Cpu;
  /** The largest memory of the process. */
  rssMb: number | null;
}>;

export const perSecond = ({ events, seconds }: Pick<Run, 'events' | 'seconds'>): number => events / seconds;

/** Microseconds of processor time per event, of all processes. */
export const cpuPerEvent = ({ events, cpu }: Run): number => (cpuSum(cpu) * 1e6) / events;

type Watched = Readonly<{ everyMs?: number; withinMs?: number; child?: Child }>;

/** Looking takes at most this share of the time, because it shares the machine with the candidates. */
const LOOKS_SHARE = 0.05;

/** Looks until the condition holds. Throws if that takes too long, or if the child that should cause it has ended. */
export const until = async (
  what: string,
  holds: () => Promise<boolean> | boolean,
  { everyMs = 50, withinMs = 900_000, child }: Watched = {},
): Promise<void> => {
  const end = performance.now() + withinMs;
  for (;;) {
    const looksAt = performance.now();
    if (await holds()) return;
    const looked = performance.now() - looksAt;
    const output = child?.output().slice(-4_000) ?? '';
    if (child?.hasEnded() === true) throw new Error(`Ended before ${what}:\n${output}`);
    if (performance.now() > end) throw new Error(`Not within ${withinMs / 1000} s: ${what}\n${output}`);
    await sleep(Math.max(everyMs, looked / LOOKS_SHARE));
  }
};
