import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Events and the books that follow from them by the definitions, worked out by hand and independently of this code. */
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

/** The lines of a report's text. */
export const linesOf = (text: string): readonly Line[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));

const linesIn = (file: string): readonly Line[] => linesOf(readFileSync(file, 'utf8'));

/** Reads the three reports of a folder: `<prefix>contracts.jsonl` and so on. */
export const booksIn = (folder: string, prefix = ''): Books => ({
  contracts: linesIn(join(folder, `${prefix}contracts.jsonl`)),
  refused: linesIn(join(folder, `${prefix}refused.jsonl`)),
  snapshots: linesIn(join(folder, `${prefix}snapshots.jsonl`)),
});

export const expectedBooks = ({ folder }: ConformanceCase): Books => booksIn(folder, 'expected.');
