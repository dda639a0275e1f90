import type { Child } from './child.ts';
import { residentMaxMb, residentMb } from './process.ts';
import { median } from './statistics.ts';

/** The memory of a process over time: the median of each tenth of its life, and the maximum. */
export type MemoryCurve = Readonly<{ tenthsMb: readonly number[]; maxMb: number }>;

const EVERY_MS = 200;
const PARTS = 10;

/** Samples from now on; call the returned function to stop and get the curve. */
export const watchMemory = ({ pid }: Child): (() => MemoryCurve) => {
  const samples: number[] = [];
  let maxMb = 0;
  const timer = setInterval(() => {
    const now = residentMb(pid);
    if (now !== null) samples.push(now);
    maxMb = Math.max(maxMb, residentMaxMb(pid) ?? 0);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    const part = (index: number): readonly number[] =>
      samples.slice(Math.floor((index * samples.length) / PARTS), Math.ceil(((index + 1) * samples.length) / PARTS));
    return { tenthsMb: Array.from({ length: PARTS }, (_, index) => Math.round(median(part(index)))), maxMb };
  };
};
