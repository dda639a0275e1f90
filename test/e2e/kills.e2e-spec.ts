import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { produce } from '../services/kafka.ts';
import { endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { loadOf } from './support/load.ts';
import { expectedOutcome, type Outcome, outcomeOf, undisturbed } from './support/outcome.ts';
import { openStage, processed, settled, type Stage } from './support/stage.ts';

const KILLS = 10;
const load = loadOf(25_000, 600);
const perRound = Math.ceil(load.lines.length / KILLS);

let stage: Stage;
let expected: Outcome;
let outcome: Outcome;
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
  expected = expectedOutcome(load, await undisturbed(stage, load));

  for (let round = 0; round < KILLS; round += 1) await killedRound(round);
  const survivors = [startRound(KILLS), startApp('snapshotter', stage.environment)];
  const [, snapshotter] = await Promise.all(survivors);
  await eventually('a first take', async () => (snapshotter?.log() ?? '').includes('snapshots taken'));
  await snapshotter?.end('SIGKILL');
  await startApp('snapshotter', stage.environment);
  await settled(stage, load.lines.length);
  outcome = await outcomeOf(stage);
}, 240_000);
afterAll(async () => {
  await endApps();
  // Undefined if it could not be opened; the test reports that error already.
  await stage?.close();
});

describe(`A processor that is killed ${KILLS} times under load`, () => {
  it('was killed while records waited', () => {
    expect(interrupted).toBeGreaterThanOrEqual(KILLS - 2);
  });

  it('has every distinct valid event in the ledger, once', () => {
    expect(outcome.ledger).toBe(load.valid);
  });

  it('has the snapshots of an undisturbed run', () => {
    expect(outcome.snapshots).toEqual(expected.snapshots);
  });

  it('has the contracts of an undisturbed run, and no revision is missing', () => {
    expect(outcome.contracts).toEqual(expected.contracts);
    expect(outcome.gaps).toEqual([]);
  });

  it('has every refused event in the table and in the dead-letter topic', () => {
    expect(expected.letters).toHaveLength(load.refused);
    expect(outcome.letters).toEqual(expected.letters);
    expect(outcome.refused).toBe(load.refused);
  });
});
