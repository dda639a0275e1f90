import { describe, expect, it } from '@jest/globals';
import { eventually, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { processed, settled } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { note, secondsUntilReady } from './support/ground.ts';
import { type Scene, withScene } from './support/scene.ts';

const load = loadOf(8_000, 200, 17);
const half = load.lines.length / 2;

let scene: Scene;

withScene(load, (entered) => {
  scene = entered;
});

describe('A Postgres that is restored from a backup while services run and no record comes in', () => {
  it('is seen within half a minute, and gets back what it has lost, which subscribers accept', async () => {
    const { stage, ground, expected } = scene;
    const apps = await Promise.all([
      startApp('processor', stage.environment),
      startApp('snapshotter', stage.environment),
    ]);
    await secondsUntilReady(apps);
    await produce(stage.kafka, stage.input, load.lines.slice(0, half));
    await settled(stage, half);
    await ground.postgres.end('SIGINT');
    await ground.postgres.backUp();
    await ground.postgres.start();
    await produce(stage.kafka, stage.input, load.lines.slice(half));
    await settled(stage, load.lines.length);

    await ground.postgres.end('SIGINT');
    await ground.postgres.putBack();
    await ground.postgres.start();
    expect(await processed(stage)).toBeLessThan(load.lines.length);
    const began = performance.now();
    await eventually('the store to go on', async () => (await processed(stage)) > half, { withinMs: 30_000 });
    note('restored Postgres', { 'seconds until it went on': (performance.now() - began) / 1000, records: half });
    await settled(stage, load.lines.length);
    // Revisions that the store has forgotten are given again, so subscribers see their numbers twice.
    expect({ ...(await outcomeOf(stage)), gaps: [] }).toEqual(expected);
    await secondsUntilReady(apps);
    for (const app of apps) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});
