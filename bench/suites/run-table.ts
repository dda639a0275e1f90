import { cpuPerEvent, perSecond, type Run } from '../measure/run.ts';
import { median } from '../measure/statistics.ts';
import { figure, withSpread } from '../report/figures.ts';
import type { Row } from '../report/results.ts';

const cpuShare = (runs: readonly Run[], whose: keyof Run['cpu']): string =>
  figure(median(runs.map(({ cpu, events }) => (cpu[whose] * 1e6) / events)));

/** A row for a candidate: its rates, and microseconds of processor time per event by process. */
export const runRow = (who: string, runs: readonly Run[]): Row => ({
  candidate: who,
  events: figure(runs[0]?.events ?? 0),
  runs: String(runs.length),
  'events/s': withSpread(runs.map(perSecond)),
  'without start': withSpread(runs.map(({ events, secondsAfterFirst }) => events / secondsAfterFirst)),
  'CPU µs/event': withSpread(runs.map(cpuPerEvent)),
  process: cpuShare(runs, 'client'),
  Postgres: cpuShare(runs, 'postgres'),
  broker: cpuShare(runs, 'broker'),
  'RSS MB': figure(median(runs.map(({ rssMb }) => rssMb ?? NaN))),
});
