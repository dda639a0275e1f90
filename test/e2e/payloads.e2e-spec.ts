import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresBooks } from '@app/persistence';
import { eventJson } from '@app/wire';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bookDifferences, type CurrentBooks, currentBooks } from '../builders/current-books.ts';
import { created } from '../builders/events.ts';
import { connect } from '../builders/postgres-store.ts';
import { acv, type Finished } from '../conformance/acv-process.ts';
import { consumeTopic, createTopic, produce } from '../services/kafka.ts';
import { emptyDatabase, type FreshDatabase } from '../services/postgres.ts';
import { at } from '../../libs/wire/test/at.ts';
import * as paddle from '../../libs/wire/test/paddle-payloads.ts';
import * as stripe from '../../libs/wire/test/stripe-payloads.ts';
import { type App, endApps, eventually, runApp, startApp } from './support/app.ts';
import { today } from './support/books.ts';
import { built } from './support/built.ts';
import { composeService, root } from './support/compose.ts';
import { openStage, processed, settled, type Stage } from './support/stage.ts';
import { isDelivered, startStripeWebhooks } from './support/stripe-webhooks.ts';

const text = (json: object): string => JSON.stringify(json);
const seats = (quantity: number) => ({ items: stripe.items(stripe.item({ quantity })) });
const second = { id: 'sub_2', customer: 'cus_2' };

const CREATED = text(stripe.event('created', {}, { id: 'evt_1', created: at('2025-01-10') }));
const GROWN = text(stripe.event('updated', seats(9), { id: 'evt_2', created: at('2025-03-02') }));
/** No webhook brings this one. */
const LOST = text(stripe.event('updated', seats(20), { id: 'evt_3', created: at('2025-04-02') }));
const SECOND = text(stripe.event('created', second, { id: 'evt_4', created: at('2025-02-01') }));
const TIERED = text(
  stripe.event('updated', {
    ...second,
    items: stripe.items(stripe.item({ price: stripe.price({ billing_scheme: 'tiered', tiers_mode: 'volume' }) })),
  }),
);
const INVOICE = text({
  id: 'evt_9',
  object: 'event',
  type: 'invoice.paid',
  created: at('2025-02-01'),
  data: { object: {} },
});
const OF_PADDLE = text(paddle.event('created', {}, { event_id: 'evt_p' }));
const EXPORT = text({ object: 'list', data: [stripe.subscription(seats(20)), stripe.subscription(second)] });
const OBSERVED = '2025-06-01T08:00:00Z';

let stage: Stage;
let topics: Readonly<Record<'stripe' | 'paddle', string>>;
let folder: string;
let webhooks: App;

const file = async (name: string, content: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

const policyFile = (): string => join(root, composeService('migrate').environment['POLICY_FILE'] ?? '');

type Format = 'stripe' | 'paddle';

const live = (): string => stage.environment['DATABASE_URL'] ?? '';

/** Runs `acv replay` into a store, as a backfill does. A store that a snapshotter works on chooses its days itself. */
const backfill = (
  url: string,
  input: string,
  format: Format | null,
  ...options: readonly string[]
): Promise<Finished> =>
  acv([
    ...['replay', '--input', input, '--database-url', url, '--policy', policyFile()],
    ...(url === live() ? [] : ['--as-of', today()]),
    ...(format === null ? [] : ['--format', format]),
    ...options,
  ]);

const fromExport = async (url: string): Promise<Finished> =>
  backfill(url, await file('export.json', EXPORT), 'stripe', '--observed-at', OBSERVED);

const fromEvents = async (url: string, ...events: readonly string[]): Promise<Finished> =>
  backfill(url, await file('events.jsonl', `${events.join('\n')}\n`), 'stripe');

const OWN = eventJson(created({ id: 'own', contract: 'own' }));

const booksAt = async (url: string): Promise<CurrentBooks> => {
  const database = await connect(url, 2);
  try {
    return await currentBooks({ database, books: new PostgresBooks(database) });
  } finally {
    await database.close();
  }
};

const arrOf = async (contract: string, day: string): Promise<string | undefined> => {
  const [row] = await stage.query<{ arr: string }>(
    `SELECT arr::text FROM contract_span WHERE contract_id = '${contract}' AND valid_from <= '${day}' AND valid_to > '${day}'`,
  );
  return row?.arr;
};

const letters = async (topic: string): Promise<readonly string[]> => {
  const records = await consumeTopic(stage.kafka, `${topic}.dlq`, { count: 1 });
  return records.map(({ value }) => String(value));
};

beforeAll(async () => {
  await built();
  stage = await openStage();
  folder = await mkdtemp(join(tmpdir(), 'acv-payloads-'));
  topics = { stripe: `stripe-${stage.input}`, paddle: `paddle-${stage.input}` };
  for (const topic of Object.values(topics).flatMap((name) => [name, `${name}.dlq`]))
    await createTopic(stage.kafka, { topic });
  webhooks = await startStripeWebhooks(stage, topics.stripe);
  await startApp('processor', {
    ...stage.environment,
    INPUT_TOPICS: [stage.input, topics.stripe, topics.paddle].join(','),
    INPUT_FORMATS: `${topics.stripe}=stripe,${topics.paddle}=paddle`,
  });
  await startApp('snapshotter', stage.environment);
  for (const body of [GROWN, CREATED, INVOICE, TIERED, CREATED, SECOND]) {
    await eventually('the webhook is taken', () => isDelivered(webhooks, body));
  }
  await produce(stage.kafka, topics.paddle, [{ key: 'any', value: OF_PADDLE }]);
  await produce(stage.kafka, stage.input, [{ key: 'own', value: OWN }]);
  await settled(stage, 8);
}, 240_000);
afterAll(async () => {
  await endApps();
  await stage.close();
  await rm(folder, { recursive: true });
});

describe('payloads of several systems on topics, beside events', () => {
  it('are in the books, each once, whatever their order', async () => {
    expect(await arrOf('sub_1', '2025-02-01')).toBe('720');
    expect(await arrOf('sub_1', '2025-03-02')).toBe('1620');
    expect(await arrOf('sub_2', '2025-02-01')).toBe('720');
    expect(await arrOf(paddle.SUBSCRIPTION_ID, '2025-03-20')).toBe('720');
    const contracts = await stage.query('SELECT FROM contract');
    expect(contracts).toHaveLength(4);
  });

  it('are dead letters byte for byte where they are refused', async () => {
    expect(await letters(topics.stripe)).toEqual([TIERED]);
    const refused = await stage.query('SELECT code, origin FROM refused');
    expect(refused).toEqual([{ code: 'amount_unknown', origin: topics.stripe }]);
  });

  it('need a format that exists: another one is told in one line at the start', async () => {
    const given = { ...stage.environment, INPUT_TOPICS: topics.stripe, INPUT_FORMATS: `${topics.stripe}=strip` };
    const { code, output } = await runApp('processor', given);
    expect(code).toBe(2);
    const lines = output.split('\n').filter((line) => line.includes('INPUT_FORMATS'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`INPUT_FORMATS: strip of ${topics.stripe} is unknown: expected one of stripe`);
  });
});

describe('going live: the topic first, then events, then an export', () => {
  let other: FreshDatabase;
  beforeAll(async () => {
    other = await emptyDatabase(stage.postgres);
  });
  afterAll(async () => other.drop());

  it('repairs what a lost webhook left wrong, from the day of the export on', async () => {
    expect(await arrOf('sub_1', '2025-06-01')).toBe('1620');
    expect(await fromExport(live())).toMatchObject({ code: 0 });
    expect(await arrOf('sub_1', '2025-05-31')).toBe('1620');
    expect(await arrOf('sub_1', '2025-06-01')).toBe('3600');
  });

  it('gives the same books in any order, with repeats and overlaps', async () => {
    // The system still keeps its events: those of the webhooks, and the lost one.
    await fromEvents(live(), CREATED, LOST, GROWN);
    await fromExport(live());
    const done = await processed(stage);
    for (const body of [SECOND, LOST]) await eventually('the webhook is taken', () => isDelivered(webhooks, body));
    await settled(stage, done + 2);

    await fromExport(other.url);
    await fromEvents(other.url, SECOND, LOST, GROWN, GROWN, CREATED);
    await backfill(other.url, await file('paddle.jsonl', `${OF_PADDLE}\n`), 'paddle');
    await backfill(other.url, await file('own.jsonl', `${OWN}\n`), null);
    expect(await arrOf('sub_1', '2025-04-02')).toBe('3600');
    const [wanted, found] = [await booksAt(other.url), await booksAt(live())];
    expect(wanted.rows.length).toBeGreaterThan(8);
    expect(bookDifferences(wanted, found)).toEqual([]);
  });
});
