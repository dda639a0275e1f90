import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { kafkaClient } from '@app/messaging';
import { PostgresRateStore } from '@app/persistence';
import { createLogger, loadSettings, SystemClock, NO_TRACING } from '@app/platform';
import { createMetrics } from '@app/platform/service';
import { ApplyRates, type IncomingBatch } from '@app/processing';
import { created, day, term } from '../builders/events.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { processorSettings } from '../../apps/processor/src/processor-settings.ts';
import { startRates } from '../../apps/processor/src/rates/start-rates.ts';
import { type Running, type ServiceContext, ServiceReadiness } from '@app/host/service';
import { kafkaService, rawKafka } from '../services/kafka.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const silent = createLogger({ name: 'test', level: 'silent' });

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const rate = (date: string, worth: string, currency = 'EUR') => ({
  currency,
  date: day(date),
  rate: new Decimal(worth),
});

const message = (date: string, worth: string): string => JSON.stringify({ currency: 'EUR', date, rate: worth });

const rates = (records: readonly string[], from = 0): IncomingBatch => batch(records, { from, topic: 'fx.rates.v1' });

/** Six months of a contract in EUR and one in USD; each month has a rate on its last day. */
const halfAYear = async (): Promise<OpenStore> => {
  const books = await store.emptied();
  const ends = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30'];
  await books.rates([rate('2025-01-01', '1'), ...ends.map((end) => rate(end, '1.1'))]);
  await books.apply(
    batch([
      created({ contract: 'eur', customer: 'cus-eur', currency: 'EUR', term: term('2025-01-01', null) }),
      created({ contract: 'usd', customer: 'cus-usd', term: term('2025-01-01', null) }),
    ]),
  );
  await books.take(day('2025-07-20'));
  return books;
};

const revised = async (books: OpenStore) =>
  books.database.query<{ period: string; reason: string }>(
    `SELECT DISTINCT period, reason FROM snapshot WHERE revision > 1 ORDER BY period`,
  );

describe('A rate', () => {
  it('restates exactly the periods that use it', async () => {
    const books = await halfAYear();
    expect(await books.books.storeRates([rate('2025-03-31', '1.2'), rate('2025-04-30', '1.1')])).toEqual({
      added: 0,
      changed: 1,
    });
    await books.take(day('2025-07-20'));
    // March is measured at this rate, and April compares with March.
    expect(await revised(books)).toEqual([
      { period: '2025-03', reason: 'fx' },
      { period: '2025-04', reason: 'fx' },
    ]);
    const arrs = await books.database.query<{ period: string; arr: string }>(
      `SELECT period, content ->> 'arr' AS arr FROM snapshot_current WHERE dimension = 'all' AND period IN ('2025-03', '2025-04') ORDER BY 1`,
    );
    expect(arrs).toEqual([
      { period: '2025-03', arr: '2640' },
      { period: '2025-04', arr: '2520' },
    ]);
  });

  it('that is already stored restates nothing', async () => {
    const books = await halfAYear();
    expect(await books.books.storeRates([rate('2025-03-31', '1.10')])).toEqual({ added: 0, changed: 0 });
    expect(await books.take(day('2025-07-20'))).toMatchObject({ revisions: 0 });
  });

  it('inside a month that has a later one restates nothing', async () => {
    const books = await halfAYear();
    await books.books.storeRates([rate('2025-03-10', '7')]);
    await books.take(day('2025-07-20'));
    expect(await revised(books)).toEqual([]);
  });
});

describe('Rates from a topic', () => {
  const storedRates = async (books: OpenStore) =>
    (await new PostgresRateStore(books.database).list()).map(({ date, rate: worth }) => [date, worth.toFixed()]);

  it('replace each other by currency and date; within a batch the last one counts', async () => {
    const books = await store.emptied();
    const apply = new ApplyRates(new PostgresRateStore(books.database));
    const first = rates([message('2025-03-31', '1.1'), message('2025-03-31', '1.2'), message('2025-04-30', '1.3')]);
    expect(await apply.apply(first)).toMatchObject({ added: 2, changed: 0, refused: [] });
    expect(await apply.apply(rates([message('2025-03-31', '1.4')], 3))).toMatchObject({ added: 0, changed: 1 });
    expect(await storedRates(books)).toEqual([
      ['2025-03-31', '1.4'],
      ['2025-04-30', '1.3'],
    ]);
  });

  it('that are delivered a second time change nothing, however late', async () => {
    const books = await store.emptied();
    const apply = new ApplyRates(new PostgresRateStore(books.database));
    const first = rates([message('2025-03-31', '1.1'), 'no rate']);
    await apply.apply(first);
    await apply.apply(rates([message('2025-03-31', '1.2')], 2));
    expect(await apply.apply(first)).toEqual({ added: 0, changed: 0, refused: [] });
    expect(await storedRates(books)).toEqual([['2025-03-31', '1.2']]);
    const [row] = await books.database.query<{ letters: number }>('SELECT count(*)::int AS letters FROM outbox');
    expect(row?.letters).toBe(1);
  });

  it('that are bad are refused with a code and a reason, and the others are stored', async () => {
    const books = await store.emptied();
    const apply = new ApplyRates(new PostgresRateStore(books.database));
    const bad = message('2025-02-29', '1.1');
    const applied = await apply.apply(rates([message('2025-03-31', '1.1'), bad, message('2025-04-30', '-2')]));
    expect(applied.refused.map(({ refusal }) => refusal.code)).toEqual(['bad_field', 'amount_out_of_range']);
    expect(await storedRates(books)).toEqual([['2025-03-31', '1.1']]);
    const letters = await books.database.query<{ topic: string; value: Buffer; code: string }>(
      `SELECT topic, value, convert_from(decode(headers ->> '__connect.errors.exception.class.name', 'base64'), 'UTF8') AS code
       FROM outbox ORDER BY outbox_id`,
    );
    expect(letters.map(({ topic, code, value }) => [topic, code, value.toString()])).toEqual([
      ['fx.rates.v1.dlq', 'bad_field', bad],
      ['fx.rates.v1.dlq', 'amount_out_of_range', message('2025-04-30', '-2')],
    ]);
  });
});

describe('The consumer of rates', () => {
  const context = (halted: unknown[]): ServiceContext => ({
    logger: silent,
    metrics: createMetrics({ withProcess: false }),
    tracing: NO_TRACING,
    readiness: new ServiceReadiness(),
    clock: new SystemClock(),
    ending: new AbortController().signal,
    halt: (error) => halted.push(error),
  });

  const settingsFor = (brokers: string, url: string, topic: string) => {
    const loaded = loadSettings(processorSettings, {
      KAFKA_BROKERS: brokers,
      DATABASE_URL: url,
      RATES_TOPIC: topic,
      KAFKA_GROUP_ID: `group-${topic}`,
    });
    if (!loaded.isValid) throw new Error(loaded.faults.join('; '));
    return loaded.settings;
  };

  const storedRates = async (books: OpenStore) =>
    (await new PostgresRateStore(books.database).list()).map(({ date, rate: worth }) => `${date} ${worth.toFixed()}`);

  const untilStored = async (books: OpenStore, wanted: readonly string[]): Promise<void> => {
    for (let tries = 0; tries < 300 && (await storedRates(books)).join() !== wanted.join(); tries += 1)
      await sleep(100);
    expect(await storedRates(books)).toEqual(wanted);
  };

  it('starts and closes at once when no broker answers, and leaves the service ready', async () => {
    const books = await store.emptied();
    const quiet = context([]);
    const began = performance.now();
    const running = startRates({
      kafka: kafkaClient({ brokers: ['127.0.0.1:1'], clientId: 'test' }, silent),
      database: books.database,
      settings: settingsFor('127.0.0.1:1', books.url, 'rates'),
      context: quiet,
    });
    await sleep(300);
    expect(quiet.readiness.checks).toEqual([]);
    await running.close();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('stores the rates of a compacted topic, and continues where it was after a restart', async () => {
    const { brokers } = await kafkaService();
    const books = await store.emptied();
    const topic = `rates-${randomUUID()}`;
    const halted: unknown[] = [];
    const start = (): Running =>
      startRates({
        kafka: kafkaClient({ brokers: brokers.split(','), clientId: 'test' }, silent),
        database: books.database,
        settings: settingsFor(brokers, books.url, topic),
        context: context(halted),
      });
    const first = start();
    const admin = rawKafka({ brokers }).admin();
    await admin.connect();
    const made = async () => (await admin.listTopics()).filter((name) => name.startsWith(topic)).toSorted();
    for (let tries = 0; tries < 300 && (await made()).length < 2; tries += 1) await sleep(100);
    expect(await made()).toEqual([topic, `${topic}.dlq`]);
    const { resources } = await admin.describeConfigs({
      resources: [{ type: 2, name: topic, configNames: ['cleanup.policy'] }],
      includeSynonyms: false,
    });
    expect(resources[0]?.configEntries[0]?.configValue).toBe('compact');
    await admin.disconnect();
    const producer = rawKafka({ brokers }).producer();
    await producer.connect();
    const send = (date: string, worth: string) =>
      producer.send({ topic, messages: [{ key: `EUR|${date}`, value: message(date, worth) }] });
    await send('2025-03-31', '1.1');
    await send('2025-03-31', '0');
    await untilStored(books, ['2025-03-31 1.1']);
    await first.close();
    await send('2025-03-31', '1.2');
    await send('2025-04-30', '1.3');
    const second = start();
    await untilStored(books, ['2025-03-31 1.2', '2025-04-30 1.3']);
    await second.close();
    await producer.disconnect();
    const letters = await books.database.query<{ topic: string }>('SELECT topic FROM outbox');
    expect(letters).toEqual([{ topic: `${topic}.dlq` }]);
    expect(halted).toEqual([]);
  });

  it('does nothing when the topic is off', async () => {
    const books = await store.emptied();
    const parts = {
      kafka: kafkaClient({ brokers: ['127.0.0.1:1'], clientId: 'test' }, silent),
      database: books.database,
    };
    const settings = settingsFor('127.0.0.1:1', books.url, 'off');
    expect(settings.rates.topic).toBeNull();
    await startRates({ ...parts, settings, context: context([]) }).close();
  });
});
