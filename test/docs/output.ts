import { tmpdir } from 'node:os';
import type { Range } from './blocks.ts';

/** What differs from run to run, and how the pages show it. */
const VARIABLE: readonly (readonly [RegExp, string])[] = [
  [/^(?:reading events: |translating payloads: |valuing contracts: |taking snapshots: ).*\n/gm, ''],
  [new RegExp(`${tmpdir()}/acv-demo-\\w+`, 'g'), '/tmp/acv-demo-J4fW0e'],
  [/^Done in [\d.]+ s/gm, 'Done in 11.0 s'],
  [/"emitted_at": ?"[^"]+"/g, '"emitted_at": "2026-01-05T09:30:00.000Z"'],
  [/emitted \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'emitted 2026-01-05 09:30:00 UTC'],
];

/** An output with fixed times, durations and temporary folders, without the lines that report progress. */
export const settled = (output: string): string =>
  VARIABLE.reduce((text, [variable, fixed]) => text.replaceAll(variable, fixed), output);

const isIn = (ranges: readonly Range[], line: number): boolean =>
  ranges.some(({ from, to }) => from <= line && line <= to);

/** The lines of these ranges; a line `…` replaces each run of others below the first one that is shown. */
export const cut = (output: string, ranges: readonly Range[] | null): string => {
  if (ranges === null) return output;
  const lines = output.trimEnd().split('\n');
  const shown = lines.flatMap((line, index) => {
    if (isIn(ranges, index + 1)) return [line];
    return isIn(ranges, index) ? ['…'] : [];
  });
  return `${shown.join('\n')}\n`;
};
