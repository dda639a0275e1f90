import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { produce } from '../services/kafka.ts';
import { endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { comparable, comparableContracts, type Replayed, replayed } from './support/books.ts';
import { loadOf } from './support/load.ts';
import { allRecords, historyByKey, jsonOf, latestByKey } from './support/published.ts';
import { openStage, processed, settled, type Stage } from './support/stage.ts';

const KILLS = 10;
const load = loadOf(25_000, 600);
const perRound = Math.ceil(load.lines.length / KILLS);

let stage: Stage;
let expected: Replayed;
/** How many kills came while records waited. The others prove nothing. */
let interrupted = 0;

const send = (from: number, to: number): Promise<void> => produce(stage.kafka, stage.input, load.lines.slice(from, to));

/**
 * Each round has a consumer group of its own, because Kafka would wait for the killed member until its session ends.
 * The positions are in the store, whatever the group. Batches are small, so that a kill always interrupts one.
 */
const startRound = (round: number) =>
  startApp('processor', { ...stage.environment, KAFKA_GROUP_ID: `${stage.input}-${round}`, BATCH_MAX_RECORDS: '100' });

/** Sends a part of the load and kills the processor while it works on that part. */
const killedRound = async (round: number): Promise<void> => {
  const done = await processed(stage);
  const processor = await startRound(round);
  await send(round * perRound, (round + 1) * perRound);
  const target = done + 1 + ((round * 397) % (perRound / 2));
  await eventually(`${target} records`, async () => (await processed(stage)) >= target, { everyMs: 2, app: processor });
  await processor.end('SIGKILL');
  if ((await processed(stage)) < Math.min(load.lines.length, (round + 1) * perRound)) interrupted += 1;
};

beforeAll(async () => {
  await built();
  stage = await openStage();
  const folder = mkdtempSync(join(tmpdir(), 'acv-load-'));
  const file = join(folder, 'events.jsonl');
  writeFileSync(file, load.lines.map(({ value }) => `${value}\n`).join(''));
  expected = await replayed(stage, file);
  rmSync(folder, { recursive: true });

  for (let round = 0; round < KILLS; round += 1) await killedRound(round);
  const survivors = [startRound(KILLS), startApp('snapshotter', stage.environment)];
  const [, snapshotter] = await Promise.all(survivors);
  await eventually('a first take', async () => (snapshotter?.log() ?? '').includes('snapshots taken'));
  await snapshotter?.end('SIGKILL');
  await startApp('snapshotter', stage.environment);
  await settled(stage, load.lines.length);
}, 240_000);
afterAll(async () => {
  await endApps();
  // Undefined if it could not be opened; the test reports that error already.
  await stage?.close();
});

const numberOf = async (sql: string): Promise<number> => {
  const [row] = await stage.query<{ count: string }>(sql);
  return Number(row?.count);
};

describe(`A processor that is killed ${KILLS} times under load`, () => {
  it('was killed while records waited', () => {
    expect(interrupted).toBeGreaterThanOrEqual(KILLS - 2);
  });

  it('has every distinct valid event in the ledger, once', async () => {
    expect(await numberOf('SELECT count(*) FROM ledger')).toBe(load.valid);
  });

  it('has the snapshots of an undisturbed run', async () => {
    const published = [...latestByKey(await allRecords(stage.kafka, stage.snapshots)).values()].map(jsonOf);
    expect(comparable(published)).toEqual(comparable(expected.snapshots));
  });

  it('has the contracts of an undisturbed run, and their revisions have no gap', async () => {
    const records = await allRecords(stage.kafka, stage.contracts);
    expect(comparableContracts([...latestByKey(records).values()].map(jsonOf))).toEqual(
      comparableContracts(expected.contracts),
    );
    for (const [, history] of historyByKey(records)) {
      expect(history.map((record) => jsonOf(record)['revision'])).toEqual(history.map((_, index) => index + 1));
    }
  });

  it('has every refused event in the table and in the dead-letter topic', async () => {
    const letters = await allRecords(stage.kafka, `${stage.input}.dlq`);
    // A letter may be there twice if its acknowledgement was lost with the process; its position in the input tells.
    const distinct = new Map(
      letters.map(({ headers, value }) => [
        `${headers['__connect.errors.partition']}/${headers['__connect.errors.offset']}`,
        String(value),
      ]),
    );
    const bad = expected.refused.map(({ line }) => load.lines[line - 1]?.value ?? '');
    expect(bad).toHaveLength(load.refused);
    expect([...distinct.values()].toSorted()).toEqual(bad.toSorted());
    expect(await numberOf('SELECT count(*) FROM refused')).toBe(load.refused);
  });
});
