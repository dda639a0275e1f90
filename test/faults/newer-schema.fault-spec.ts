import { beforeEach, describe, expect, it } from '@jest/globals';
import { type App, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { settled } from '../e2e/support/stage.ts';
import { processedAtLeast, secondsUntilReady, sendSteadily } from './support/ground.ts';
import { type Scene, withScene } from './support/scene.ts';

const load = loadOf(2_000, 100, 13);

let scene: Scene;
let apps: readonly App[];

const started = async (): Promise<readonly App[]> => {
  const { environment } = scene.stage;
  const both = await Promise.all([startApp('processor', environment), startApp('snapshotter', environment)]);
  await secondsUntilReady(both);
  return both;
};

withScene(load, (entered) => {
  scene = entered;
});
beforeEach(async () => {
  apps = await started();
});

const LINE = 'upgrade this program: the store has a newer schema than this program knows: FromTheFuture';

/** Everything that was not written to the log. */
const said = (app: App): readonly string[] =>
  app
    .log()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));

describe('A store that a newer program migrates while services run', () => {
  it.each([
    [
      'adds a column',
      'ALTER TABLE contract ADD COLUMN of_the_future text',
      'ALTER TABLE contract DROP COLUMN of_the_future',
    ],
    [
      'renames what they write through',
      'ALTER FUNCTION append_events RENAME TO append_more_events',
      'ALTER FUNCTION append_more_events RENAME TO append_events',
    ],
  ])('ends them with one line if it %s, and nothing is lost or twice', async (_what, migration, back) => {
    const { stage, expected } = scene;
    const sending = sendSteadily(stage, load.lines, 400);
    await processedAtLeast(stage, 200);
    await stage.query(
      `BEGIN; ${migration}; INSERT INTO schema_migration (timestamp, name) VALUES (1, 'FromTheFuture'); COMMIT`,
    );
    for (const app of apps) {
      expect(await app.ended).toBe(2);
      expect(said(app)).toEqual([LINE]);
    }
    await sending;
    await stage.query(`BEGIN; ${back}; DELETE FROM schema_migration WHERE name = 'FromTheFuture'; COMMIT`);
    await started();
    await settled(stage, load.lines.length);
    expect(await outcomeOf(stage)).toEqual(expected);
  });
});
