import { readFile, writeFile } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import type { Size } from '../services/world.ts';

/** The bound that a figure must keep. */
export type Goal = Readonly<{ atLeast: number } | { atMost: number }>;

export type Ratio = Readonly<{
  what: string;
  /** Null if the size of the run gives none. */
  value: number | null;
  unit: 'times' | 's' | 'ms' | '/s' | 'MB' | 'kB' | '%';
  goal: Goal;
  /** The measured figures behind it, by candidate or situation. */
  runs: Readonly<Record<string, readonly number[]>>;
}>;

export type Row = Readonly<Record<string, string>>;

/** A table of a suite; a row holds its cells by column. */
export type SuiteTable = Readonly<{ title: string; rows: readonly Row[] }>;

export type SuiteResult = Readonly<{
  size: Size;
  at: string;
  seconds: number;
  machine: Machine;
  ratios: Readonly<Record<string, Ratio>>;
  tables: readonly SuiteTable[];
  /** Markdown that follows the tables on the page. */
  notes: readonly string[];
  /** All measurements, in a form of the suite's own. */
  runs: unknown;
}>;

export type Results = Readonly<{
  ratios: Readonly<Record<string, Ratio>>;
  suites: Readonly<Record<string, SuiteResult>>;
}>;

export const isMet = ({ value, goal }: Ratio): boolean | null => {
  if (value === null) return null;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
};

export const resultsOf = (suites: Readonly<Record<string, SuiteResult>>): Results => ({
  ratios: Object.assign({}, ...Object.values(suites).map(({ ratios }) => ratios)),
  suites,
});

const stored = async (file: string): Promise<Results | null> => {
  try {
    const results: Results = JSON.parse(await readFile(file, 'utf8'));
    return results;
  } catch {
    return null;
  }
};

/** Replaces the results of the measured suites in the file and keeps the others. Returns all of them. */
export const keepResults = async (file: string, measured: Readonly<Record<string, SuiteResult>>): Promise<Results> => {
  const results = resultsOf({ ...(await stored(file))?.suites, ...measured });
  await writeFile(file, `${JSON.stringify(results, null, 1)}\n`);
  return results;
};
