import { readFile, writeFile } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import type { Size } from '../services/world.ts';

/** What must hold of a figure. */
export type Goal = Readonly<{ atLeast: number } | { atMost: number }>;

export type Ratio = Readonly<{
  what: string;
  /** Null where the size of the run gives none. */
  value: number | null;
  unit: 'times' | 's' | 'MB' | '%';
  goal: Goal;
  /** The figures that it is the outcome of, by whose they are. */
  runs: Readonly<Record<string, readonly number[]>>;
}>;

export type Row = Readonly<Record<string, string>>;

/** A table of a suite: what its rows tell, by column. */
export type SuiteTable = Readonly<{ title: string; rows: readonly Row[] }>;

export type SuiteResult = Readonly<{
  size: Size;
  at: string;
  seconds: number;
  machine: Machine;
  ratios: Readonly<Record<string, Ratio>>;
  tables: readonly SuiteTable[];
  /** Drawings and remarks, as they stand on the page. */
  notes: readonly string[];
  /** All that was measured, in whatever form the suite has it. */
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

/** Writes what was measured over what stands in the file of the same suites, and leaves the others; gives them all. */
export const keepResults = async (file: string, measured: Readonly<Record<string, SuiteResult>>): Promise<Results> => {
  const results = resultsOf({ ...(await stored(file))?.suites, ...measured });
  await writeFile(file, `${JSON.stringify(results, null, 1)}\n`);
  return results;
};
