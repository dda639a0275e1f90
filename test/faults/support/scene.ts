import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { endApps } from '../../e2e/support/app.ts';
import type { Load } from '../../e2e/support/load.ts';
import { expectedOutcome, type Outcome, undisturbed } from '../../e2e/support/outcome.ts';
import type { Stage } from '../../e2e/support/stage.ts';
import { type Ground, openGround } from './ground.ts';

/** What a test of a fault finds: services of the suite, a stage of its own, and the outcome that it must have. */
export type Scene = Readonly<{ ground: Ground; stage: Stage; expected: Outcome }>;

/** Sets up services for the suite, one undisturbed run of the load, and a stage for each test. */
export const withScene = (load: Load, enter: (scene: Scene) => void): void => {
  let ground: Ground;
  let stage: Stage;
  let expected: Outcome;
  beforeAll(async () => {
    ground = await openGround();
    const first = await ground.openStage();
    expected = expectedOutcome(load, await undisturbed(first, load));
    await first.close();
  });
  beforeEach(async () => {
    stage = await ground.openStage();
    enter({ ground, stage, expected });
  });
  afterEach(async () => {
    await endApps();
    // Undefined if it could not be opened; the test reports that error already.
    await stage?.close();
  });
  afterAll(async () => {
    await ground?.close();
  });
};
