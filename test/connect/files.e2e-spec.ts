import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SINK_TOPICS } from '../../deploy/connect/sink-topics.ts';
import { endApps, eventually, runApp, startApp } from '../e2e/support/app.ts';
import { built } from '../e2e/support/built.ts';
import { allRecords } from '../e2e/support/published.ts';
import { openStage, settled, type Stage } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { connector } from './support/connectors.ts';
import { structText } from './support/struct-text.ts';
import { type ConnectorConfig, startWorker, type Worker } from './support/worker.ts';

const LINES = 719;

let stage: Stage;
let worker: Worker;
let folder: string;

const linesOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(join(folder, file), 'utf8').catch(() => '')).split('\n').filter(Boolean).toSorted();

/** Writes a topic into a file; resolves to its lines when there are as many as there should be. */
const sunkLines = async (name: string, config: ConnectorConfig, count: number): Promise<readonly string[]> => {
  await worker.put(name, { ...config, file: join(folder, name) });
  await eventually(
    `${count} lines`,
    async () => {
      const failed = (await worker.states(name)).find((state) => state.startsWith('FAILED'));
      if (failed !== undefined) throw new Error(failed);
      return (await linesOf(name)).length >= count;
    },
    { withinMs: 120_000, everyMs: 250 },
  );
  return linesOf(name);
};

const config = (name: string): ConnectorConfig =>
  connector(name, { ...stage, databaseUrl: stage.environment['DATABASE_URL'] ?? '' });

/** What is published on a topic; a tombstone has no value. */
const values = async (topic: string): Promise<readonly string[]> =>
  (await allRecords(stage.kafka, topic)).flatMap(({ value }) => (value === null ? [] : [String(value)])).toSorted();

beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-connect-files-'));
  stage = await openStage();
  await runApp('producer', { ...stage.environment, EVENTS_PER_SECOND: '0' });
  await Promise.all(['processor', 'snapshotter'].map((name) => startApp(name, stage.environment)));
  worker = await startWorker(stage.kafka, {});
  await settled(stage, LINES);
  await produce(stage.kafka, stage.snapshots, [{ key: 'month|2024-01|region|emea', value: null }]);
}, 300_000);
afterAll(async () => {
  await endApps();
  // Undefined if they could not be opened; the test reports that error already.
  await worker?.stop();
  await stage?.close();
  await rm(folder, { recursive: true });
});

describe('A sink of files', () => {
  it('has a line of JSON for each record, byte for byte, and none for a tombstone', async () => {
    const expected = await values(stage.snapshots);
    expect(expected.length).toBeGreaterThan(700);
    expect(await sunkLines('lines', config('file-snapshots'), expected.length)).toEqual(expected);
  });

  it.each([
    ['snapshot', 'snapshots'],
    ['contract', 'contracts'],
  ] as const)('gets every field of every %s through the schema, the figures of signals too', async (name, topic) => {
    const schema = SINK_TOPICS.find((of) => of.name === name)?.schema;
    if (schema === undefined) throw new Error(`no schema of ${name}`);
    const expected = (await values(stage[topic])).map((value) => structText(JSON.parse(value), schema)).toSorted();
    const converted = Object.entries(config(`jdbc-${topic}`)).filter(([key]) => /^(topics|value\.converter)/.test(key));
    const filtered = Object.entries(config('file-snapshots')).filter(
      ([key]) => !/^(topics|value\.converter)/.test(key),
    );
    expect(await sunkLines(name, Object.fromEntries([...filtered, ...converted]), expected.length)).toEqual(expected);
    if (name === 'snapshot') expect(expected.join()).toContain('signals=[Struct{code=');
  });
});
