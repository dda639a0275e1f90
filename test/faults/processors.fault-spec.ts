import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type App, eventually, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { processed, settled } from '../e2e/support/stage.ts';
import { note, processedAtLeast, secondsUntilReady, sendSteadily } from './support/ground.ts';
import { LONG_MS, rounds } from './support/rounds.ts';
import { type Scene, withScene } from './support/scene.ts';

const KILLS = rounds(100);
const CHANGES = rounds(20);
const FREEZES = 4;
const PER_SECOND = 60;
/** Enough for a round of kills, each after 2.5 s on average and with a start of about as long. */
const load = loadOf(PER_SECOND * Math.max(150, KILLS * 5), 400, 15);

let scene: Scene;

withScene(load, (entered) => {
  scene = entered;
});

/** Kafka gives up a silent processor after the shortest time that it allows. */
const startProcessor = (): Promise<App> =>
  startApp('processor', { ...scene.stage.environment, KAFKA_SESSION_TIMEOUT: '6s', BATCH_MAX_RECORDS: '20' });

const startSnapshotter = (): Promise<App> => startApp('snapshotter', scene.stage.environment);

const NEXT = 'SELECT partition, next_offset::int AS next FROM progress ORDER BY partition';

const everyPartitionGoesOn = async (): Promise<void> => {
  const before = await scene.stage.query<{ partition: number; next: number }>(NEXT);
  await eventually('every partition to go on', async () =>
    (await scene.stage.query<{ next: number }>(NEXT)).every(({ next }, i) => next > (before[i]?.next ?? 0)),
  );
};

const goesOn = async (sending: Promise<void>): Promise<void> => {
  await sending;
  await settled(scene.stage, load.lines.length);
  expect(await outcomeOf(scene.stage)).toEqual(scene.expected);
};

describe(`Two processors and a snapshotter, of which one is killed at a random moment, ${KILLS} times`, () => {
  it(
    'lose nothing and repeat nothing',
    async () => {
      const starts = [startProcessor, startProcessor, startSnapshotter];
      const apps = await Promise.all(starts.map((start) => start()));
      await secondsUntilReady(apps);
      const sending = sendSteadily(scene.stage, load.lines, PER_SECOND);
      const before = await processed(scene.stage);
      for (let kill = 0; kill < KILLS; kill += 1) {
        await sleep(500 + 4_000 * Math.random());
        const victim = kill % starts.length;
        await apps[victim]?.end('SIGKILL');
        apps[victim] = (await starts[victim]?.()) as App;
      }
      const seconds = await secondsUntilReady(apps);
      note(`${KILLS} kills`, {
        'records meanwhile': (await processed(scene.stage)) - before,
        'seconds until ready': seconds,
        records: load.lines.length,
      });
      await goesOn(sending);
    },
    LONG_MS,
  );
});

describe(`Processors of which one joins or leaves, ${CHANGES} times under load`, () => {
  it(
    'lose nothing, repeat nothing, and leave no partition unread',
    async () => {
      const group = [await startProcessor()];
      await secondsUntilReady([...group, await startSnapshotter()]);
      const sending = sendSteadily(scene.stage, load.lines, PER_SECOND);
      let slowest = 0;
      for (let change = 0; change < CHANGES; change += 1) {
        // Up to three at once; the one that leaves is the one that has been there longest.
        const isJoining = group.length < 2 || (group.length < 3 && Math.random() < 0.5);
        if (isJoining) group.push(await startProcessor());
        else expect(await group.shift()?.end('SIGTERM')).toMatchObject({ code: 0 });
        const began = performance.now();
        await everyPartitionGoesOn();
        slowest = Math.max(slowest, (performance.now() - began) / 1000);
      }
      note(`${CHANGES} changes of the group`, { 'most seconds until every partition went on': slowest });
      await goesOn(sending);
      for (const app of group) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
    },
    LONG_MS,
  );
});

/** The transactions in which these events are written last a while, so one is found in work. */
const SLOW = `
CREATE FUNCTION wait_a_while() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_sleep(1.5); RETURN NEW; END $$;
CREATE TRIGGER wait_a_while BEFORE INSERT ON ledger FOR EACH ROW WHEN (NEW.id LIKE 'evt\\_7\\_%') EXECUTE FUNCTION wait_a_while()`;

const IN_WORK = `
SELECT substring(application_name FROM '\\d+$')::int AS pid FROM pg_stat_activity
WHERE datname = current_database() AND wait_event = 'PgSleep' LIMIT 1`;

describe(`A processor that is frozen inside a transaction past its session, ${FREEZES} times`, () => {
  let pair: readonly [App, App];

  beforeEach(async () => {
    pair = [await startProcessor(), await startProcessor()];
    await secondsUntilReady([...pair, await startSnapshotter()]);
    await scene.stage.query(SLOW);
  });

  /** The processor that has a transaction in work now. */
  const inWork = async (): Promise<App> => {
    let found: App | undefined;
    await eventually(
      'a transaction in work',
      async () => {
        const [row] = await scene.stage.query<{ pid: number }>(IN_WORK);
        found = pair.find(({ pid }) => pid === row?.pid);
        return found !== undefined;
      },
      { everyMs: 5 },
    );
    return found as App;
  };

  it(
    'does no harm when it is thawed, because another one has taken over',
    async () => {
      const { stage } = scene;
      const sending = sendSteadily(stage, load.lines, 2 * PER_SECOND);
      for (let round = 0; round < FREEZES; round += 1) {
        await processedAtLeast(stage, (load.lines.length / 2) * (round / FREEZES));
        const frozen = await inWork();
        frozen.signal('SIGSTOP');
        const began = performance.now();
        await everyPartitionGoesOn();
        note('taken over', { 'after seconds': (performance.now() - began) / 1000 });
        frozen.signal('SIGCONT');
        note('thawed processor', { 'seconds until ready': await secondsUntilReady(pair) });
      }
      await goesOn(sending);
      for (const app of pair) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
    },
    LONG_MS,
  );
});
