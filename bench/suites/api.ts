import { setTimeout as sleep } from 'node:timers/promises';
import { pageWeight } from '../../test/browser/support/weight.ts';
import { type Api, startApi } from '../candidates/api.ts';
import { startStream, type Stream } from '../candidates/stream.ts';
import { type PageView, viewPage } from '../measure/page-view.ts';
import { type Answered, firstAnswers, readAlong } from '../measure/readers.ts';
import { median, quantile } from '../measure/statistics.ts';
import { figure } from '../report/figures.ts';
import type { Ratio, SuiteTable } from '../report/results.ts';
import { sendPaced, startProducer } from '../services/paced.ts';
import { bySize, type World } from '../services/world.ts';
import { apiBook } from './api-book.ts';
import { comparisons, resources } from './api-resources.ts';
import { type Book, changesIn } from './book.ts';
import type { Suite } from './suite.ts';

const RATE = 500;
const SENDS_A_SECOND = 20;
const READERS = 50;

/** Longer than any measurement: the flow is stopped when all is measured. */
const FLOW_SECONDS = 3_600;

const DISTINCT = 100_000;

type Flow = Readonly<{ stop: () => Promise<number> }>;

/** Events keep coming until it is stopped, which returns how many a second came. */
const startFlow = async (world: World, book: Book, { processing }: Stream): Promise<Flow> => {
  const producer = await startProducer(world);
  const ending = new AbortController();
  const began = performance.now();
  const plan = { ...changesIn(book, Math.min(DISTINCT, book.plan.contracts), 41), events: FLOW_SECONDS * RATE };
  const pace = { plan, rate: RATE, sendsASecond: SENDS_A_SECOND, seconds: FLOW_SECONDS, signal: ending.signal };
  const sent = sendPaced(producer, processing.input, pace);
  return {
    stop: async () => {
      ending.abort();
      const sends = await sent;
      await producer.disconnect();
      return (sends.length * RATE) / SENDS_A_SECOND / ((performance.now() - began) / 1000);
    },
  };
};

/** Asks until there is an answer: one that takes longer than the API lets readers wait is there for who asks again. */
const askedUntilAnswered = async (url: string): Promise<void> => {
  for (;;) {
    const answer = await fetch(url);
    await answer.arrayBuffer();
    if (answer.ok) return;
    if (answer.status !== 503) throw new Error(`${url}: ${answer.status}`);
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1000);
  }
};

/** Seconds of one comparison after the other. */
const compared = async ({ url }: Api, paths: readonly string[]): Promise<readonly number[]> => {
  const seconds: number[] = [];
  for (const path of paths) {
    const began = performance.now();
    await askedUntilAnswered(`${url}${path}`);
    seconds.push((performance.now() - began) / 1000);
  }
  return seconds;
};

type Measured = Readonly<{
  contracts: number;
  eventsASecond: number;
  first: Awaited<ReturnType<typeof firstAnswers>>;
  answered: readonly Answered[];
  compare: readonly number[];
  compareAgain: readonly number[];
  views: readonly PageView[];
}>;

const measure = async (world: World, contracts: number): Promise<Measured> => {
  const book = await apiBook(world, contracts);
  const store = await world.postgres.create(book.store);
  const stream = await startStream(world, store, changesIn(book, 10, 40));
  const api = await startApi(store);
  try {
    const flow = await startFlow(world, book, stream);
    const times = bySize(world, { quick: { warmUp: 1, seconds: 3 }, usual: { warmUp: 20, seconds: 100 } });
    world.say('the first answer of each resource');
    const first = await firstAnswers(api.url, resources(book.plan));
    for (const { name, seconds } of first) world.say(`${name}: ${seconds === null ? 'none' : figure(seconds)} s`);
    world.say(`${READERS} readers for ${times.seconds} s, at ${RATE} events a second`);
    const answered = await readAlong(api.url, resources(book.plan), { readers: READERS, ...times });
    world.say('the page');
    const views = await viewPage(api.url, bySize(world, { quick: 1, usual: 5 }));
    world.say('comparisons of two days');
    const pairs = comparisons(bySize(world, { quick: 1, usual: 3 }));
    const compare = await compared(api, pairs);
    const compareAgain = await compared(api, pairs);
    return { contracts, eventsASecond: await flow.stop(), first, answered, compare, compareAgain, views };
  } finally {
    await api.child.end('SIGTERM');
    await stream.stop();
    await store.drop();
  }
};

const worstOf = (answered: readonly Answered[]): number => Math.max(...answered.map(({ ms }) => quantile(ms, 0.99)));

const ratiosOf = ({ contracts, answered, compare, views }: Measured): Readonly<Record<string, Ratio>> => {
  const weight = pageWeight();
  const drawn = views.map(({ drawnS }) => drawnS);
  return {
    'api.p99_ms': {
      what: `p99 of the slowest list or figure at ${figure(contracts)} contracts, ${READERS} readers, ${RATE} events/s`,
      ...{ value: worstOf(answered), unit: 'ms', goal: { atMost: 100 } },
      runs: Object.fromEntries(answered.map(({ name, ms }) => [name, ms])),
    },
    'api.compare_s': {
      what: `any two days compared for the first time, at ${figure(contracts)} contracts and ${RATE} events/s`,
      ...{ value: median(compare), unit: 's', goal: { atMost: 3 }, runs: { compare } },
    },
    'page.first_view_s': {
      what: 'the page until its first view is drawn, in a browser without a cache',
      ...{ value: median(drawn), unit: 's', goal: { atMost: 1 }, runs: { drawn } },
    },
    'page.kb_first': {
      what: 'script and style of the first view, compressed',
      ...{ value: weight.first / 1_000, unit: 'kB', goal: { atMost: 60 }, runs: {} },
    },
    'page.kb_all': {
      what: 'script and style of all views, compressed',
      ...{ value: weight.all / 1_000, unit: 'kB', goal: { atMost: 100 }, runs: {} },
    },
  };
};

/** Before the readers come, one question after the other. */
const firstOf = (first: Measured['first'], name: string): string => {
  const seconds = first.find((each) => each.name === name)?.seconds ?? null;
  return seconds === null ? 'none' : figure(seconds);
};

const tableOf = ({ first, answered, contracts, eventsASecond }: Measured): SuiteTable => ({
  title:
    `Milliseconds from asking to the last byte, at ${figure(contracts)} contracts: ${READERS} readers, each of ` +
    `whom asks a second after the answer before, while ${figure(eventsASecond)} events a second are processed. The slowest first.`,
  rows: answered
    .toSorted((a, b) => quantile(b.ms, 0.99) - quantile(a.ms, 0.99))
    .map(({ name, ms, failed, kb }) => ({
      resource: name,
      requests: figure(ms.length),
      'without an answer': String(failed),
      p50: figure(quantile(ms, 0.5)),
      p99: figure(quantile(ms, 0.99)),
      'first s': firstOf(first, name),
      kB: figure(kb),
    })),
});

const notesOf = ({ compare, compareAgain, views }: Measured): readonly string[] => [
  `Two days compared: ${compare.map(figure).join(', ')} s for the first time, ${compareAgain.map(figure).join(', ')} s again. ` +
    `The page: first paint after ${figure(median(views.map(({ firstPaintS }) => firstPaintS)))} s, drawn after ` +
    `${figure(median(views.map(({ drawnS }) => drawnS)))} s, ${Math.max(...views.map(({ requests }) => requests))} requests.`,
];

/** The speed of the API and its page on a large book, while events come in. */
export const api: Suite = async (world) => {
  const measured = await measure(world, bySize(world, { quick: 500, usual: 1_000_000 }));
  return {
    ratios: ratiosOf(measured),
    tables: [tableOf(measured)],
    notes: notesOf(measured),
    runs: measured,
  };
};
