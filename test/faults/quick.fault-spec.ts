import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { settled } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { type Ground, note, processedAtLeast, secondsUntilReady } from './support/ground.ts';
import { type Scene, withScene } from './support/scene.ts';

const load = loadOf(4_000, 200, 14);
const AWAY_MS = 2_000;

/** Each takes a service away for a moment and brings it back. */
const FAULTS: readonly ((ground: Ground) => Promise<void>)[] = [
  async ({ postgres }) => {
    await postgres.freeze();
    await sleep(AWAY_MS);
    await postgres.thaw();
  },
  async ({ postgres }) => {
    await postgres.end('SIGQUIT');
    await sleep(AWAY_MS);
    await postgres.start();
  },
  async ({ broker }) => {
    await broker.kill('SIGSTOP');
    await sleep(AWAY_MS);
    await broker.kill('SIGCONT');
  },
  async ({ broker }) => {
    await broker.kill('SIGKILL');
    await broker.restart();
  },
];

let scene: Scene;

withScene(load, (entered) => {
  scene = entered;
});

describe('Postgres and the broker, frozen and ended one after the other while records wait', () => {
  it('cost nothing, and the services go on by themselves', async () => {
    const { ground, stage, expected } = scene;
    const apps = await Promise.all([
      startApp('processor', { ...stage.environment, BATCH_MAX_RECORDS: '20', KAFKA_SESSION_TIMEOUT: '6s' }),
      startApp('snapshotter', stage.environment),
    ]);
    await secondsUntilReady(apps);
    const part = load.lines.length / FAULTS.length;
    for (const [round, fault] of FAULTS.entries()) {
      await produce(stage.kafka, stage.input, load.lines.slice(round * part, (round + 1) * part));
      await processedAtLeast(stage, round * part + 1);
      await fault(ground);
    }
    note('four faults', { 'seconds until ready': await secondsUntilReady(apps), records: load.lines.length });
    await settled(stage, load.lines.length);
    expect(await outcomeOf(stage)).toEqual(expected);
    for (const app of apps) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
