import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type App, readinessOf, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { settled } from '../e2e/support/stage.ts';
import { produce } from '../services/kafka.ts';
import { note, processedAtLeast, secondsUntilReady } from './support/ground.ts';
import { type Scene, withScene } from './support/scene.ts';

const AWAY_S = 60;
const KILLS = 2;
const load = loadOf(30_000, 500, 12);
const part = load.lines.length / (KILLS + 1);

let scene: Scene;
let apps: readonly App[];

withScene(load, (entered) => {
  scene = entered;
});
beforeEach(async () => {
  const { stage } = scene;
  // Small batches, so that a fault always finds work.
  apps = await Promise.all([
    startApp('processor', { ...stage.environment, BATCH_MAX_RECORDS: '50' }),
    startApp('snapshotter', stage.environment),
  ]);
  await secondsUntilReady(apps);
});
/** Only whole sends, because a send that is cut off would have to be sent again, with its refused records. */
const send = (from: number, to: number): Promise<void> =>
  produce(scene.stage.kafka, scene.stage.input, load.lines.slice(from, to));

const goesOn = async (): Promise<void> => {
  await settled(scene.stage, load.lines.length);
  expect(await outcomeOf(scene.stage)).toEqual(scene.expected);
  for (const app of apps) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
};

describe(`A broker that is frozen for ${AWAY_S} s under load`, () => {
  it('leaves the services alive, and costs nothing once thawed', async () => {
    await send(0, load.lines.length / 2);
    await processedAtLeast(scene.stage, 300);
    await scene.ground.broker.kill('SIGSTOP');
    await sleep(AWAY_S * 1000);
    for (const { url } of apps) expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await readinessOf(apps[0] as App)).body.checks['kafka']?.status).toBe('down');
    await scene.ground.broker.kill('SIGCONT');
    note('thawed broker', { 'seconds until ready': await secondsUntilReady(apps), records: load.lines.length });
    await send(load.lines.length / 2, load.lines.length);
    await goesOn();
  });
});

describe(`A broker that is killed ${KILLS} times under load`, () => {
  it('costs nothing once it is back', async () => {
    for (let round = 0; round < KILLS; round += 1) {
      await send(round * part, (round + 1) * part);
      await processedAtLeast(scene.stage, (round + 0.5) * part);
      await scene.ground.broker.kill('SIGKILL');
      await sleep(2_000);
      await scene.ground.broker.restart();
      note('restarted broker', { 'seconds until ready': await secondsUntilReady(apps) });
    }
    await send(KILLS * part, load.lines.length);
    await goesOn();
  });
});
