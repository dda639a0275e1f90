import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Events with the books that the definitions give for them, worked out by hand and apart from this product. */
export type ConformanceCase = Readonly<{
  name: string;
  folder: string;
  events: string;
  asOf: string;
  policy: string;
  rates: string | null;
}>;

/** A line of a report: a flat JSON object. */
export type Line = Readonly<Record<string, unknown>>;

export type Books = Readonly<{ contracts: readonly Line[]; refused: readonly Line[]; snapshots: readonly Line[] }>;

const CASES = join(import.meta.dirname, 'cases');

export const conformanceCase = (name: string): ConformanceCase => {
  const folder = join(CASES, name);
  const rates = join(folder, 'rates.csv');
  return {
    name,
    folder,
    events: join(folder, 'events.jsonl'),
    asOf: readFileSync(join(folder, 'as_of.txt'), 'utf8').trim(),
    policy: join(folder, 'policy.json'),
    rates: existsSync(rates) ? rates : null,
  };
};

export const conformanceCases = (): readonly ConformanceCase[] => readdirSync(CASES).toSorted().map(conformanceCase);

/** The lines of a report as it was written. */
export const linesOf = (text: string): readonly Line[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));

const linesIn = (file: string): readonly Line[] => linesOf(readFileSync(file, 'utf8'));

/** The three reports in a folder, each under its name behind the prefix. */
export const booksIn = (folder: string, prefix = ''): Books => ({
  contracts: linesIn(join(folder, `${prefix}contracts.jsonl`)),
  refused: linesIn(join(folder, `${prefix}refused.jsonl`)),
  snapshots: linesIn(join(folder, `${prefix}snapshots.jsonl`)),
});

export const expectedBooks = ({ folder }: ConformanceCase): Books => booksIn(folder, 'expected.');
