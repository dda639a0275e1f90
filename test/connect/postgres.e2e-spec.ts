import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acv } from '../conformance/acv-process.ts';
import { endApps, eventually, runApp, startApp } from '../e2e/support/app.ts';
import { built } from '../e2e/support/built.ts';
import { composeService, root } from '../e2e/support/compose.ts';
import { allRecords, latestByKey } from '../e2e/support/published.ts';
import { openStage, settled, type Stage } from '../e2e/support/stage.ts';
import { produce, withAdmin } from '../services/kafka.ts';
import { connector, secrets } from './support/connectors.ts';
import { differences, storeRows } from './support/rows.ts';
import { openTarget, type Target } from './support/target.ts';
import { startWorker, type Worker } from './support/worker.ts';

const LINES = 719;
const CONNECTORS = ['jdbc-snapshots', 'jdbc-contracts'] as const;

let stage: Stage;
let target: Target;
let worker: Worker;
let folder: string;

const policyFile = (): string => join(root, composeService('processor').environment['POLICY_FILE'] ?? '');

/** Runs a command of `acv` on the store and the topics of the stage. */
const command = async (...args: readonly string[]): Promise<void> => {
  const { snapshots, contracts, environment } = stage;
  const topics = ['--snapshots-topic', snapshots, '--contracts-topic', contracts];
  const { code, stderr } = await acv([...args, '--database-url', environment['DATABASE_URL'] ?? '', ...topics]);
  if (code !== 0) throw new Error(`acv ${args.join(' ')}: ${code}\n${stderr}`);
};

/** Whether a connector has committed the end of its topic. */
const isAtEnd = (name: string, topic: string): Promise<boolean> =>
  withAdmin(stage.kafka, async (admin) => {
    const ends = await admin.fetchTopicOffsets(topic);
    const [of] = await admin.fetchOffsets({ groupId: `connect-${name}`, topics: [topic] });
    const done = new Map(of?.partitions.map(({ partition, offset }) => [partition, offset]));
    return ends.every(({ partition, high }) => high === '0' || done.get(partition) === high);
  });

/** Waits for what the connectors do; a failed one ends the wait with its error. */
const sunk = (what: string, holds: () => Promise<boolean>): Promise<void> =>
  eventually(
    what,
    async () => {
      const states = (await Promise.all(CONNECTORS.map(worker.states))).flat();
      const failed = states.find((state) => state.startsWith('FAILED'));
      if (failed !== undefined) throw new Error(failed);
      return holds();
    },
    { withinMs: 120_000, everyMs: 250 },
  );

const written = (): Promise<void> =>
  sunk(
    'all records are written',
    async () => (await isAtEnd('jdbc-snapshots', stage.snapshots)) && isAtEnd('jdbc-contracts', stage.contracts),
  );

const targetRows = async () => ({
  snapshots: await target.rows('acv_snapshot'),
  contracts: await target.rows('acv_contract'),
});

const lowest = (numbers: ReadonlyMap<string, bigint>): bigint =>
  [...numbers.values()].reduce((a, b) => (a < b ? a : b));

/** Sends a record of a snapshot as a service does that was frozen since it drew the number. */
const sendLate = async (key: string, number: bigint, value: string): Promise<void> =>
  produce(stage.kafka, stage.snapshots, [{ key, value, headers: { ce_sequence: String(number) } }]);

beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-connect-spec-'));
  stage = await openStage();
  target = await openTarget(stage.postgres);
  await runApp('producer', { ...stage.environment, EVENTS_PER_SECOND: '0' });
  await Promise.all(['processor', 'snapshotter'].map((name) => startApp(name, stage.environment)));
  worker = await startWorker(stage.kafka, secrets(target.url));
  await settled(stage, LINES);
}, 300_000);
afterAll(async () => {
  await endApps();
  // Undefined if they could not be opened; the test reports that error already.
  await worker?.stop();
  await target?.close();
  await stage?.close();
  await rm(folder, { recursive: true });
});

describe('A JDBC sink that writes our topics into Postgres', () => {
  it('has the latest revision of every key, figure by figure, though its worker is killed in the middle of a write', async () => {
    const expected = await storeRows(stage);
    const [last = ''] = [...latestByKey(await allRecords(stage.kafka, stage.snapshots)).keys()].slice(-1);
    const release = await target.hold(last);
    for (const name of CONNECTORS)
      await worker.put(name, {
        ...connector(name, { ...stage, databaseUrl: target.url }),
        'consumer.override.max.poll.records': '20',
      });
    await sunk('a write that waits', target.isWaitedFor);
    await worker.kill();
    await release();
    expect((await target.rows('acv_snapshot')).size).toBeLessThan(expected.snapshots.size);
    await worker.restart();
    await written();
    expect(expected.snapshots.size).toBeGreaterThan(700);
    expect(expected.contracts.size).toBe(350);
    expect(differences(await targetRows(), expected)).toEqual([]);
  });

  it('has the same rows after all records were published again', async () => {
    const [before, number] = [await targetRows(), lowest(await target.numbers('acv_snapshot'))];
    await command('republish');
    await settled(stage, LINES);
    await written();
    expect(differences(await targetRows(), before)).toEqual([]);
    expect(lowest(await target.numbers('acv_snapshot'))).toBeGreaterThan(number);
  });

  it('goes on when Postgres ends its connections', async () => {
    const before = await targetRows();
    await target.cut();
    await command('republish');
    await settled(stage, LINES);
    await written();
    expect(differences(await targetRows(), before)).toEqual([]);
  });

  it('keeps a newer revision when an older one comes after it', async () => {
    const before = await targetRows();
    const [[key, number] = ['', 0n]] = await target.numbers('acv_snapshot');
    const [grain, period, dimension, segment] = key.split('|').map(decodeURIComponent);
    await sendLate(key, number - 1n, JSON.stringify({ grain, period, dimension, segment, acv: '1.0000' }));
    await written();
    expect(differences(await targetRows(), before)).toEqual([]);
  });

  it('loses the rows of withdrawn keys, and they stay away when an older record comes', async () => {
    const numbers = await target.numbers('acv_snapshot');
    const policy = join(folder, 'policy.json');
    const former: object = JSON.parse(await readFile(policyFile(), 'utf8'));
    await writeFile(policy, JSON.stringify({ ...former, dimensions: ['tier', 'channel'] }));
    await command('restate', '--policy', policy);
    await settled(stage, LINES);
    await written();
    const expected = await storeRows(stage);
    expect(differences(await targetRows(), expected)).toEqual([]);
    const [[key, number] = ['', 0n]] = [...numbers].filter(([name]) => !expected.snapshots.has(name));
    expect(key).toContain('|region|');
    const [grain, period, dimension, segment] = key.split('|').map(decodeURIComponent);
    await sendLate(key, number, JSON.stringify({ grain, period, dimension, segment, acv: '1.0000' }));
    await written();
    expect(differences(await targetRows(), expected)).toEqual([]);
  });
});
