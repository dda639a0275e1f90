import { describe, expect, it } from '@jest/globals';
import { eventually, metricOf, startApp } from '../e2e/support/app.ts';
import { loadOf } from '../e2e/support/load.ts';
import { outcomeOf } from '../e2e/support/outcome.ts';
import { allRecords } from '../e2e/support/published.ts';
import { settled } from '../e2e/support/stage.ts';
import { createTopic, produce, withAdmin } from '../services/kafka.ts';
import { processedAtLeast, secondsUntilReady } from './support/ground.ts';
import { type Scene, withScene } from './support/scene.ts';

const load = loadOf(6_000, 150, 16);

let scene: Scene;

withScene(load, (entered) => {
  scene = entered;
});

const removed = (topics: string[]): Promise<void> =>
  withAdmin(scene.stage.kafka, async (admin) => {
    await admin.deleteTopics({ topics });
    await eventually('the topics to be gone', async () => {
      const left = await admin.listTopics();
      return topics.every((topic) => !left.includes(topic));
    });
  });

const waiting = async (): Promise<readonly string[]> =>
  (await scene.stage.query<{ topic: string }>('SELECT DISTINCT topic FROM outbox ORDER BY topic')).map(
    ({ topic }) => topic,
  );

/** Keys whose records are not in the order of their numbers in the topic. */
const outOfOrder = async (topic: string): Promise<readonly string[]> => {
  const last = new Map<string, bigint>();
  const records = (await allRecords(scene.stage.kafka, topic)).toSorted((a, b) => Number(a.offset - b.offset));
  return records.flatMap(({ partition, key, headers }) => {
    const of = `${partition} ${String(key)}`;
    const number = BigInt(headers['ce_sequence'] ?? -1);
    const before = last.get(of) ?? -1n;
    last.set(of, number);
    return number > before ? [] : [of];
  });
};

describe('Topics for the results and the refused events that are missing', () => {
  it('hold up neither ingest nor each other, and get everything in order once they are made', async () => {
    const { stage, expected } = scene;
    const letters = `${stage.input}.dlq`;
    const topics = [stage.contracts, letters, stage.snapshots].toSorted();
    await removed(topics);
    const forbidden = { ...stage.environment, TOPIC_CREATION: 'forbidden' };
    const apps = await Promise.all([startApp('processor', forbidden), startApp('snapshotter', forbidden)]);
    await secondsUntilReady(apps);
    await produce(stage.kafka, stage.input, load.lines);
    await processedAtLeast(stage, load.lines.length);
    await eventually('a take', async () => (await waiting()).length === topics.length);
    for (const topic of topics) {
      const failures = (app: (typeof apps)[number]) => metricOf(app, `acv_relay_errors_total{topic="${topic}"}`);
      await eventually(`failures of ${topic}`, async () =>
        (await Promise.all(apps.map(failures))).some((count) => Number(count) > 0),
      );
    }
    expect(await waiting()).toEqual(topics);

    await createTopic(stage.kafka, { topic: letters, partitions: 4 });
    await eventually('the dead letters', async () => !(await waiting()).includes(letters));
    expect(await waiting()).toEqual(topics.filter((topic) => topic !== letters));
    for (const topic of [stage.contracts, stage.snapshots]) await createTopic(stage.kafka, { topic, partitions: 4 });
    await settled(stage, load.lines.length);
    expect(await outcomeOf(stage)).toEqual(expected);
    for (const topic of topics) expect(await outOfOrder(topic)).toEqual([]);
  });
});
