import { setTimeout as sleep } from 'node:timers/promises';
import { Partitioners } from 'kafkajs';
import { type App, eventually, readinessOf } from '../../e2e/support/app.ts';
import { built } from '../../e2e/support/built.ts';
import type { Line } from '../../e2e/support/load.ts';
import { openStage, processed, type Stage } from '../../e2e/support/stage.ts';
import { type LocalBroker, startLocalBroker } from '../../services/broker/local-broker.ts';
import { rawKafka } from '../../services/kafka.ts';
import { type LocalPostgres, startLocalPostgres } from '../../services/local-postgres.ts';

/** Services of one suite alone, because its faults would hit every other suite too. */
export type Ground = Readonly<{
  broker: LocalBroker;
  postgres: LocalPostgres;
  openStage: () => Promise<Stage>;
  close: () => Promise<void>;
}>;

const stop = (): Promise<void> => Promise.resolve();

export const openGround = async (): Promise<Ground> => {
  const [broker, postgres] = await Promise.all([startLocalBroker(), startLocalPostgres(), built()]);
  return {
    broker,
    postgres,
    // Closing a stage leaves the services to the next one.
    openStage: () => openStage({ kafka: { brokers: broker.brokers, stop }, postgres: { url: postgres.url, stop } }),
    close: async () => {
      await Promise.all([broker.stop(), postgres.stop()]);
    },
  };
};

const CHUNK_MS = 100;

/** Sends the lines at a steady rate, so that work comes in before, during and after a fault. */
export const sendSteadily = async (
  { kafka, input }: Stage,
  lines: readonly Line[],
  perSecond: number,
): Promise<void> => {
  const producer = rawKafka(kafka).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const chunk = Math.ceil((perSecond * CHUNK_MS) / 1000);
  try {
    for (let from = 0; from < lines.length; from += chunk) {
      await producer.send({ topic: input, messages: lines.slice(from, from + chunk) });
      await sleep(CHUNK_MS);
    }
  } finally {
    await producer.disconnect();
  }
};

/** Waits until so many records of the input are processed. */
export const processedAtLeast = (stage: Stage, records: number): Promise<void> =>
  eventually(`${records} records`, async () => (await processed(stage)) >= records, { everyMs: 20 });

export const isReady = async (app: App): Promise<boolean> => (await readinessOf(app)).code === 200;

/** Waits until all are ready, and returns how many seconds that took. */
export const secondsUntilReady = async (apps: readonly App[]): Promise<number> => {
  const began = performance.now();
  for (const app of apps) await eventually('a ready service', () => isReady(app), { app });
  return (performance.now() - began) / 1000;
};

/** Prints a figure of this run, which no test judges. */
export const note = (what: string, figures: Readonly<Record<string, number>>): void => {
  const rounded = Object.entries(figures).map(([name, figure]) => `${name} ${Math.round(figure * 10) / 10}`);
  process.stderr.write(`  ${what}: ${rounded.join(', ')}\n`);
};
