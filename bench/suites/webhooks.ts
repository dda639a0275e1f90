import { setTimeout as sleep } from 'node:timers/promises';
import { isFolded, processed } from '../candidates/ours.ts';
import { isReady, type Processing, startProcessors } from '../candidates/processor.ts';
import { startService } from '../candidates/start-service.ts';
import { Load } from '../load/load.ts';
import { MAIN_LOAD, PLAIN } from '../load/load-plan.ts';
import { WebhookClient } from '../load/webhook-client.ts';
import type { Child } from '../measure/child.ts';
import { cpuOf } from '../measure/process.ts';
import { until } from '../measure/run.ts';
import { quantile } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import { bySize, type World } from '../services/world.ts';
import type { Suite } from './suite.ts';

const SECRET = 'whsec_of-the-bench';
const CONNECTIONS = 64;
const RATE = 1_000;
const TICKS_A_SECOND = 100;

/** What came of some seconds of webhooks. */
type Sent = Readonly<{
  webhooks: number;
  perSecond: number;
  /** From the moment at which each was due until its answer. */
  ms: readonly number[];
  /** Processor time of the service for each webhook, in microseconds. */
  cpuUs: number;
}>;

type Source = Readonly<{ client: WebhookClient; next: () => string; service: Child }>;

const sendOne = async ({ client, next }: Source, dueAt: number): Promise<number> => {
  const status = await client.send(next());
  if (status !== 200) throw new Error(`A webhook was answered with ${status}.`);
  return performance.now() - dueAt;
};

const summedUp = (ms: readonly number[], seconds: number, cpuSeconds: number): Sent => ({
  webhooks: ms.length,
  perSecond: ms.length / seconds,
  ms,
  cpuUs: (cpuSeconds * 1e6) / ms.length,
});

/** Each connection sends the next webhook as soon as it has an answer. */
const asFastAsPossible = async (source: Source, seconds: number): Promise<Sent> => {
  const [began, cpu] = [performance.now(), cpuOf(source.service.pid)];
  const ms: number[] = [];
  const sender = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1000) ms.push(await sendOne(source, performance.now()));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  return summedUp(ms, (performance.now() - began) / 1000, cpuOf(source.service.pid) - cpu);
};

/** Webhooks come at a steady pace, whether the earlier ones have been answered or not. */
const atPace = async (source: Source, seconds: number): Promise<Sent> => {
  const [began, cpu] = [performance.now(), cpuOf(source.service.pid)];
  const answers: Promise<number>[] = [];
  for (let tick = 0; tick < seconds * TICKS_A_SECOND; tick += 1) {
    const dueAt = began + (tick * 1000) / TICKS_A_SECOND;
    const early = dueAt - performance.now();
    if (early > 0) await sleep(early);
    for (let n = 0; n < RATE / TICKS_A_SECOND; n += 1) answers.push(sendOne(source, dueAt));
  }
  const ms = await Promise.all(answers);
  return summedUp(ms, (performance.now() - began) / 1000, cpuOf(source.service.pid) - cpu);
};

/** Starts the service before the topic that the processor reads. Its webhooks are canonical events, so they count. */
const startWebhooks = async (world: World, topic: string) => {
  const service = startService('webhooks', {
    KAFKA_BROKERS: world.brokers,
    STRIPE_WEBHOOK_SECRETS: SECRET,
    STRIPE_TOPIC: topic,
    WEBHOOKS_HOST: '127.0.0.1',
    WEBHOOKS_PORT: '0',
    WEBHOOKS_REQUESTS_PER_MINUTE: '60000000',
  });
  await until('the webhooks are ready', () => isReady(service), { child: service });
  const address = (): string | undefined => /"url":"(http:[^"]+)".*receiving webhooks/.exec(service.output())?.[1];
  await until('webhooks are received', () => address() !== undefined, { child: service });
  return { service, url: `${address() ?? ''}/ingest/stripe` };
};

/** Every acknowledged webhook must be in the books, once. */
const checkBooks = async ({ store, input }: Processing, sent: number): Promise<void> => {
  await until('every webhook is in the books', async () =>
    ((await processed(store, input)) ?? 0) >= sent ? isFolded(store) : false,
  );
  const found = await store.figure('SELECT count(*) FROM ledger');
  if (found !== sent) throw new Error(`${found} events in the ledger, expected ${sent}`);
};

/** Webhooks from HTTP to the books, while a processor reads them. */
export const webhooks: Suite = async (world) => {
  const seconds = bySize(world, { quick: 1, usual: 20 });
  const store = await world.postgres.create();
  const processing = await startProcessors(world, store);
  const { service, url } = await startWebhooks(world, processing.input);
  const client = new WebhookClient(url, SECRET, CONNECTIONS);
  const records = new Load({ ...MAIN_LOAD, ...PLAIN, events: 1_000_000, contracts: 100_000 }).records();
  const next = (): string => {
    const record = records.next();
    if (record.done === true) throw new Error('The load is over.');
    return record.value.value;
  };
  const source = { client, next, service };
  try {
    const warmUp = await asFastAsPossible(source, bySize(world, { quick: 1, usual: 5 }));
    const most = await asFastAsPossible(source, seconds);
    world.say(`as fast as possible: ${figure(most.perSecond)}/s`);
    await checkBooks(processing, warmUp.webhooks + most.webhooks);
    const paced = await atPace(source, seconds);
    world.say(`at ${RATE}/s: p99 ${figure(quantile(paced.ms, 0.99))} ms`);
    await checkBooks(processing, warmUp.webhooks + most.webhooks + paced.webhooks);
    const row = (load: string, { perSecond, ms, cpuUs }: Sent) => ({
      load,
      'webhooks/s': figure(perSecond),
      'p50 ms': figure(quantile(ms, 0.5)),
      'p99 ms': figure(quantile(ms, 0.99)),
      'max ms': figure(quantile(ms, 1)),
      'CPU µs': figure(cpuUs),
    });
    return {
      ratios: {
        'webhooks.rps': {
          ...{ what: 'webhooks acknowledged a second, with a processor at work', value: most.perSecond, unit: '/s' },
          ...{ goal: { atLeast: RATE }, runs: { perSecond: [most.perSecond] } },
        },
        'webhooks.p99_ms': {
          ...{
            what: `from a webhook to its answer, p99 at ${RATE} a second`,
            value: quantile(paced.ms, 0.99),
            unit: 'ms',
          },
          ...{ goal: { atMost: 100 }, runs: { p50: [quantile(paced.ms, 0.5)], p99: [quantile(paced.ms, 0.99)] } },
        },
      },
      tables: [
        {
          title: `From HTTP to the acknowledgement, over ${CONNECTIONS} connections, while a processor reads the topic. After each run, every acknowledged webhook was in the ledger once. At a pace, a webhook counts from the moment at which it was due.`,
          rows: [row('as fast as possible', most), row(`${RATE} a second`, paced)],
        },
      ],
      runs: { most: { ...most, ms: [] }, paced: { ...paced, ms: [] } },
    };
  } finally {
    client.close();
    await service.end('SIGTERM');
    await processing.stop();
    await store.drop();
  }
};
