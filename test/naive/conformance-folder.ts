import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from './calendar.ts';
import type { Row } from './rows.ts';
import { parsedEvent, parsedPolicy, type WireEvent, type WirePolicy, type WireRate } from './wire.ts';

const CASES = join(import.meta.dirname, '../conformance/cases');

export const caseNames = (): readonly string[] => readdirSync(CASES).toSorted();

/** The input of a case, and the expected rows of each report; null if the case does not expect that report. */
export type ConformanceFolder = Readonly<{
  events: readonly WireEvent[];
  policy: WirePolicy;
  rates: readonly WireRate[];
  asOf: Day;
  /** The words of each line of an arguments file; empty without the file. */
  argumentsOf: (name: string) => readonly (readonly string[])[];
  expected: (report: string) => readonly Row[] | null;
}>;

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);
const filledLines = (text: string): readonly string[] => linesOf(text).filter((line) => line.trim() !== '');

const parsedRows = (text: string): readonly Row[] => filledLines(text).map((line) => JSON.parse(line) as Row);

/** Accepted events, each once: lines that a case refuses, blank ones and repeats are left out. */
const acceptedEvents = (text: string, refused: readonly Row[]): readonly WireEvent[] => {
  const refusedLines = new Set(refused.map(({ line }) => line));
  const events = linesOf(text)
    .filter((line, i) => line.trim() !== '' && !refusedLines.has(i + 1))
    .map(parsedEvent);
  return [...new Map(events.map((event) => [JSON.stringify([event.source, event.id]), event])).values()];
};

const ratesOf = (csv: string): readonly WireRate[] =>
  filledLines(csv)
    .slice(1)
    .map((line) => {
      const [currency = '', date = '', rate = ''] = line.split(',').map((text) => text.trim());
      return { currency, date, rate };
    });

export const conformanceFolder = (name: string): ConformanceFolder => {
  const path = (file: string): string => join(CASES, name, file);
  const read = (file: string): string => readFileSync(path(file), 'utf8').replace(/^\uFEFF/, '');
  const optional = (file: string): string | null => (existsSync(path(file)) ? read(file) : null);
  const expected = (report: string): readonly Row[] | null => {
    const text = optional(`expected.${report}.jsonl`);
    return text === null ? null : parsedRows(text);
  };
  return {
    events: acceptedEvents(read('events.jsonl'), expected('refused') ?? []),
    policy: parsedPolicy(read('policy.json')),
    rates: ratesOf(optional('rates.csv') ?? ''),
    asOf: read('as_of.txt').trim(),
    argumentsOf: (file) => filledLines(optional(`${file}.txt`) ?? '').map((line) => line.trim().split(/\s+/)),
    expected,
  };
};
