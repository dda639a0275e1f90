import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type App, readinessOf, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { settled } from '../e2e/support/stage.ts';
import { note, processedAtLeast, secondsUntilReady, sendSteadily } from './support/ground.ts';
import { type Scene, withScene } from './support/scene.ts';

const FROZEN_S = 60;
const RESTARTS = 6;
const PER_SECOND = 400;
const load = loadOf(PER_SECOND * (FROZEN_S + 10), 500, 11);

let scene: Scene;
let apps: readonly App[];

withScene(load, (entered) => {
  scene = entered;
});
beforeEach(async () => {
  const { stage } = scene;
  apps = await Promise.all([
    startApp('processor', { ...stage.environment, BATCH_MAX_RECORDS: '100' }),
    startApp('snapshotter', stage.environment),
  ]);
  await secondsUntilReady(apps);
});
const databaseReason = async (app: App): Promise<string> =>
  (await readinessOf(app)).body.checks['database']?.reason ?? '';

/** Nobody has restarted them: whoever is asked still runs, and becomes ready again. */
const goesOn = async (what: string, sending: Promise<void>): Promise<void> => {
  note(what, { 'seconds until ready': await secondsUntilReady(apps), records: load.lines.length });
  await sending;
  await settled(scene.stage, load.lines.length);
  expect(await outcomeOf(scene.stage)).toEqual(scene.expected);
  for (const app of apps) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
};

describe(`Postgres that is frozen for ${FROZEN_S} s under load`, () => {
  it('makes the services unready, which answer all the same, and costs nothing once thawed', async () => {
    const sending = sendSteadily(scene.stage, load.lines, PER_SECOND);
    await processedAtLeast(scene.stage, PER_SECOND);
    await scene.ground.postgres.freeze();
    await sleep((FROZEN_S / 2) * 1000);
    for (const app of apps) expect(await databaseReason(app)).toBe('no answer within 2000 ms');
    await sleep((FROZEN_S / 2) * 1000);
    await scene.ground.postgres.thaw();
    await goesOn('thawed Postgres', sending);
  });
});

describe(`Postgres that ends ${RESTARTS} times under load, by turns in order and as in a crash`, () => {
  it('makes the services unready while it is away, and costs nothing', async () => {
    const sending = sendSteadily(scene.stage, load.lines, PER_SECOND);
    for (let round = 1; round <= RESTARTS; round += 1) {
      await processedAtLeast(scene.stage, (load.lines.length / 2) * (round / RESTARTS));
      await scene.ground.postgres.end(round % 2 === 0 ? 'SIGINT' : 'SIGQUIT');
      await sleep(1_000);
      for (const app of apps) expect(await databaseReason(app)).toMatch(/ECONNREFUSED|terminat|Connection/);
      await scene.ground.postgres.start();
    }
    await goesOn('restarted Postgres', sending);
  });
});
