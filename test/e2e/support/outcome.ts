import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparable, comparableContracts, type Replayed, replayed } from './books.ts';
import type { Load } from './load.ts';
import { allRecords, historyByKey, jsonOf, latestByKey } from './published.ts';
import type { Stage } from './stage.ts';

/** What every run over the same events ends with, whatever happens on the way. */
export type Outcome = Readonly<{
  /** How many events are in the ledger. */
  ledger: number;
  snapshots: Readonly<Record<string, string>>;
  contracts: Readonly<Record<string, string>>;
  /** Keys whose revisions do not rise by one from 1. */
  gaps: readonly string[];
  /** How many refused records are in the table. */
  refused: number;
  /** The values of the dead letters. */
  letters: readonly string[];
}>;

/** Replays the load into another database, without a fault. */
export const undisturbed = async (stage: Stage, load: Load): Promise<Replayed> => {
  const folder = mkdtempSync(join(tmpdir(), 'acv-load-'));
  try {
    const file = join(folder, 'events.jsonl');
    writeFileSync(file, load.lines.map(({ value }) => `${value}\n`).join(''));
    return await replayed(stage, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The outcome of an undisturbed run. */
export const expectedOutcome = (load: Load, { snapshots, contracts, refused }: Replayed): Outcome => ({
  ledger: load.valid,
  snapshots: comparable(snapshots),
  contracts: comparableContracts(contracts),
  gaps: [],
  refused: load.refused,
  letters: refused.map(({ line }) => load.lines[line - 1]?.value ?? '').toSorted(),
});

const countOf = async ({ query }: Stage, table: 'ledger' | 'refused'): Promise<number> => {
  const [row] = await query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? 0;
};

type Records = Awaited<ReturnType<typeof allRecords>>;

const gapsIn = (records: Records): readonly string[] =>
  [...historyByKey(records)].flatMap(([key, history]) => {
    const revisions = history.map((record) => jsonOf(record)['revision']);
    return revisions.every((revision, i) => revision === i + 1) ? [] : [`${key}: ${revisions.join(' ')}`];
  });

/** A letter may be there twice if its acknowledgement was lost with the process; its position in the input tells. */
const distinctLetters = (letters: Records): readonly string[] => {
  const position = ({ headers }: Records[number]): string =>
    `${headers['__connect.errors.partition']}/${headers['__connect.errors.offset']}`;
  return [...new Map(letters.map((letter) => [position(letter), String(letter.value)])).values()].toSorted();
};

const latest = (records: Records) => [...latestByKey(records).values()].map(jsonOf);

/** The outcome of this run, as subscribers and the store have it. */
export const outcomeOf = async (stage: Stage): Promise<Outcome> => {
  const { kafka, input } = stage;
  const snapshots = await allRecords(kafka, stage.snapshots);
  const contracts = await allRecords(kafka, stage.contracts);
  return {
    ledger: await countOf(stage, 'ledger'),
    snapshots: comparable(latest(snapshots)),
    contracts: comparableContracts(latest(contracts)),
    gaps: [...gapsIn(contracts), ...gapsIn(snapshots)],
    refused: await countOf(stage, 'refused'),
    letters: distinctLetters(await allRecords(kafka, `${input}.dlq`)),
  };
};
