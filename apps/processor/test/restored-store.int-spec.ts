import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Running, type ServiceContext, ServiceReadiness } from '@app/host/service';
import { createLogger, loadSettings, SystemClock, NO_TRACING } from '@app/platform';
import { createMetrics } from '@app/platform/service';
import { eventJson } from '@app/wire';
import type { Database } from '@app/persistence';
import { created } from '../../../test/builders/events.ts';
import { connect } from '../../../test/builders/postgres-store.ts';
import {
  type ConsumedRow,
  consumeTopic,
  createTopic,
  type KafkaService,
  produce,
  startKafka,
} from '../../../test/services/kafka.ts';
import {
  type FreshDatabase,
  freshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';
import { processorSettings } from '../src/processor-settings.ts';
import { startProcessor } from '../src/start-processor.ts';

let kafka: KafkaService;
let postgres: PostgresService;
let fresh: FreshDatabase;
let database: Database;
let processor: Running;
let input: string;
const contracts = `contracts-${randomUUID()}`;
const ending = new AbortController();

const context: ServiceContext = {
  logger: createLogger({ name: 'test', level: 'silent' }),
  metrics: createMetrics({ withProcess: false }),
  tracing: NO_TRACING,
  readiness: new ServiceReadiness(),
  clock: new SystemClock(),
  ending: ending.signal,
  halt: (error) => {
    throw error;
  },
};

const started = async (): Promise<Running> => {
  const loaded = loadSettings(processorSettings, {
    KAFKA_BROKERS: kafka.brokers,
    KAFKA_GROUP_ID: randomUUID(),
    INPUT_TOPICS: input,
    CONTRACTS_TOPIC: contracts,
    SNAPSHOTS_TOPIC: `snapshots-${randomUUID()}`,
    TOPIC_PARTITIONS: '1',
    TOPIC_REPLICATION: '1',
    DATABASE_URL: fresh.url,
  });
  if (!loaded.isValid) throw new Error(loaded.faults.join('\n'));
  return startProcessor(loaded.settings, context);
};

beforeAll(async () => {
  [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
  fresh = await freshDatabase(postgres);
  database = await connect(fresh.url);
  input = await createTopic(kafka);
  processor = await started();
});
afterAll(async () => {
  ending.abort();
  await processor.close();
  await database.close();
  await fresh.drop();
  await Promise.all([kafka.stop(), postgres.stop()]);
});

/** Copies every table, and notes where the sequences are. */
const BACK_UP = `
DO $$ DECLARE name text; BEGIN
  CREATE SCHEMA backup;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TABLE backup.%1$I AS TABLE public.%1$I', name);
  END LOOP;
  CREATE TABLE backup.sequences AS
    SELECT sequencename AS name, last_value FROM pg_sequences WHERE schemaname = 'public';
END $$`;

/** Puts every table and every sequence back, in one transaction, as a server that comes back with an older state. */
const PUT_BACK = `
DO $$ DECLARE name text; columns text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    -- No column can be named where a table has none, as the gates.
    SELECT coalesce(string_agg(quote_ident(attname), ', '), '') INTO columns FROM pg_attribute
    WHERE attrelid = format('public.%I', name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('DELETE FROM public.%I', name);
    EXECUTE format('INSERT INTO public.%1$I %2$s OVERRIDING SYSTEM VALUE SELECT %3$s FROM backup.%1$I',
      name, CASE columns WHEN '' THEN '' ELSE '(' || columns || ')' END, columns);
  END LOOP;
  PERFORM setval(sequences.name::regclass, coalesce(last_value, 1), last_value IS NOT NULL) FROM backup.sequences;
END $$`;

const numbers = (records: readonly ConsumedRow[]): readonly bigint[] =>
  records.map(({ headers }) => BigInt(headers['ce_sequence'] ?? -1));

const send = (from: number, to: number): Promise<void> =>
  produce(
    kafka,
    input,
    Array.from({ length: to - from }, (_, i) => ({
      key: `sub-${from + i}`,
      value: eventJson(created({ id: `evt-${from + i}`, contract: `sub-${from + i}` })),
    })),
  );

const STATE = `
SELECT (SELECT count(*) FROM ledger)::int AS events, (SELECT count(*) FROM contract)::int AS contracts,
  (SELECT next_offset FROM progress)::int AS next, EXISTS (SELECT FROM outbox) OR EXISTS (SELECT FROM unfolded) AS is_left`;

/** Waits until the processor has worked off its topic up to here. */
const workedOff = async (events: number): Promise<void> => {
  const done = { events, contracts: events, next: events, is_left: false };
  for (;;) {
    const [state] = await database.query(STATE);
    if (JSON.stringify(state) === JSON.stringify(done)) return;
    await sleep(50);
  }
};

describe('a store that is put back to an earlier state while its processor runs and no records arrive', () => {
  it('is filled again by itself, with numbers that subscribers have not seen', async () => {
    await send(0, 3);
    await workedOff(3);
    await database.query(BACK_UP);
    await send(3, 8);
    await workedOff(8);
    const before = await consumeTopic(kafka, contracts);
    await database.query(PUT_BACK);
    await workedOff(8);
    const after = (await consumeTopic(kafka, contracts)).slice(before.length);
    expect(after.map(({ key }) => String(key)).toSorted()).toEqual(['sub-3', 'sub-4', 'sub-5', 'sub-6', 'sub-7']);
    const highest = numbers(before).reduce((a, b) => (a > b ? a : b));
    expect(numbers(after).every((number) => number > highest)).toBe(true);
  });
});
