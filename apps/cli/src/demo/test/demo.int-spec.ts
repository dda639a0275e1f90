import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL } from '@app/domain';
import { eventFiles, readPolicyFile, readRatesFile } from '@app/host';
import { Database, DATABASE_DEFAULTS, PostgresBooks } from '@app/persistence';
import { replay } from '@app/processing';
import { snapshotRecordFault } from '@app/wire';
import {
  type FreshDatabase,
  freshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../../../test/services/postgres.ts';
import { PostgresReplayStore } from '../../replay/postgres-replay-store.ts';
import { type LiveStep, liveStory } from '../live/live-story.ts';
import { playLive } from '../live/play-live.ts';
import { runDemo } from '../run-demo.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..', '..');
const SCHEMA = join(root, 'docs', 'schemas', 'snapshot.schema.json');
const folder = mkdtempSync(join(tmpdir(), 'acv-demo-test-'));
const files = {
  snapshots: join(folder, 'snapshots.jsonl'),
  contracts: join(folder, 'contracts.jsonl'),
  refused: join(folder, 'refused.jsonl'),
};

let service: PostgresService;
let fresh: FreshDatabase;

beforeAll(async () => {
  service = await startPostgres();
  fresh = await freshDatabase(service);
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url: fresh.url });
  try {
    const nobody = { show: () => undefined, done: () => undefined };
    await runDemo(database, files, nobody);
  } finally {
    await database.close();
  }
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fresh.drop();
  await service.stop();
});

const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

describe('The demo', () => {
  it('writes every contract and every refused line', () => {
    expect(linesOf(files.contracts)).toHaveLength(350);
    expect(linesOf(files.refused)).toHaveLength(8);
  });

  it('writes snapshots that have every field of the published schema and no other', () => {
    const { properties }: Readonly<{ properties: object }> = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    const fields = Object.keys(properties).toSorted();
    for (const line of linesOf(files.snapshots)) {
      const snapshot: Readonly<Record<string, unknown>> = JSON.parse(line);
      expect(Object.keys(snapshot).toSorted()).toEqual(fields);
      expect(snapshotRecordFault(snapshot)).toBeNull();
    }
  });
});

/** The first events of the story, which are enough to move a month that was closed and to open one. */
async function* beginning(count: number): AsyncGenerator<LiveStep> {
  let told = 0;
  for await (const step of liveStory()) {
    if (told === count) return;
    told += 1;
    yield step;
  }
}

/** The current content of every snapshot of a store, by its name. */
const contentsOf = async (database: Database): Promise<ReadonlyMap<string, string>> => {
  const contents = new Map<string, string>();
  for await (const period of new PostgresBooks(database).currentSnapshots()) {
    for (const { grain, period: name, dimension, segment, content } of period) {
      contents.set([grain, name, dimension, segment].join(' '), content);
    }
  }
  return contents;
};

describe('The live events of the demo', () => {
  const TOLD = 20;
  let database: Database;
  let atOnce: FreshDatabase;

  beforeAll(async () => {
    database = await Database.connect({ ...DATABASE_DEFAULTS, url: fresh.url });
    atOnce = await freshDatabase(service);
  });

  afterAll(async () => {
    await database.close();
    await atOnce.drop();
  });

  it('lead, one by one, to the figures that the same events have together', async () => {
    const days: string[] = [];
    const signal = new AbortController().signal;
    await playLive(database, beginning(TOLD), { paceMs: 0, signal, onEvent: (day) => days.push(day) });
    expect(days).toHaveLength(TOLD);
    expect(days.every((day) => day.startsWith('2026-01-'))).toBe(true);

    const together = await Database.connect({ ...DATABASE_DEFAULTS, url: atOnce.url });
    try {
      const samples = join(root, 'samples');
      const policy = await readPolicyFile('policy', join(samples, 'policy.json'));
      const rates = await readRatesFile('rates', join(samples, 'rates.csv'));
      const store = new PostgresReplayStore(together, () => new Date());
      const asOf = (await lastStep(TOLD)).day;
      const context = {
        today: () => asOf,
        now: () => new Date(),
        listener: { onStep: () => undefined, onRefused: () => Promise.resolve() },
      };
      const sample = await eventFiles('events', [join(samples, 'events.jsonl.gz')]);
      const source = (async function* () {
        yield* sample;
        for await (const { batch } of beginning(TOLD)) yield { batch, shareRead: null };
      })();
      await replay(store, { source, asOf, policy, rates }, context);
      const played = await contentsOf(database);
      expect(played.get(`month 2026-01 ${ALL} ${ALL}`)).toBeDefined();
      expect(played).toEqual(await contentsOf(together));
    } finally {
      await together.close();
    }
  });

  it('end with the demo', async () => {
    const ending = new AbortController();
    ending.abort();
    const told: string[] = [];
    const playing = { paceMs: 0, signal: ending.signal, onEvent: (day: string) => told.push(day) };
    await expect(playLive(database, beginning(1), playing)).rejects.toMatchObject({ name: 'AbortError' });
    expect(told).toEqual([]);
  });
});

const lastStep = async (count: number): Promise<LiveStep> => {
  let last: LiveStep | undefined;
  for await (const step of beginning(count)) last = step;
  if (last === undefined) throw new Error('the story is empty');
  return last;
};
