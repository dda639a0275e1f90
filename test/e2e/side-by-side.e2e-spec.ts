import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { produce } from '../services/kafka.ts';
import { endApps, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { loadOf } from './support/load.ts';
import { expectedOutcome, outcomeOf, undisturbed } from './support/outcome.ts';
import { openBeside, openStage, settled, type Stage } from './support/stage.ts';

/** The same contracts and customers with other terms, so an event in the wrong store would show. */
const loads = [loadOf(1_000, 80, 31), loadOf(1_000, 80, 32)];
let stages: readonly Stage[] = [];

beforeAll(async () => {
  await built();
  const first = await openStage();
  stages = [first];
  stages = [first, await openBeside(first, 'books_of_another')];
});
afterAll(async () => {
  await endApps();
  for (const stage of stages.toReversed()) await stage.close();
});

describe('Two stores in one database and on one broker, each with its schema, group and topics', () => {
  it('have the books that each has alone', async () => {
    await Promise.all(
      stages.flatMap(({ environment }) => [startApp('processor', environment), startApp('snapshotter', environment)]),
    );
    await Promise.all(stages.map((stage, i) => produce(stage.kafka, stage.input, loads[i]?.lines ?? [])));
    for (const [i, stage] of stages.entries()) {
      const load = loads[i] ?? loadOf(0, 0);
      await settled(stage, load.lines.length);
      expect(await outcomeOf(stage)).toEqual(expectedOutcome(load, await undisturbed(stage, load)));
    }
  });
});
