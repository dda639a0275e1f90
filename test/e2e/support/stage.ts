import { randomUUID } from 'node:crypto';
import type { Admin } from 'kafkajs';
import { Pool, type QueryResultRow } from 'pg';
import { type KafkaService, startKafka, withAdmin } from '../../services/kafka.ts';
import { emptyDatabase, type FreshDatabase, type PostgresService, startPostgres } from '../../services/postgres.ts';
import { eventually } from './app.ts';

/** Topics, a consumer group and a database for one test, and the settings by which apps use them. */
export type Stage = Readonly<{
  kafka: KafkaService;
  postgres: PostgresService;
  input: string;
  snapshots: string;
  contracts: string;
  environment: Readonly<Record<string, string>>;
  query: <R extends QueryResultRow>(sql: string) => Promise<R[]>;
  close: () => Promise<void>;
}>;

type Services = Readonly<{ kafka?: KafkaService; postgres?: PostgresService }>;

const PARTITIONS = 4;

const hasLeaders = (admin: Admin, topics: string[]): Promise<boolean> =>
  admin.fetchTopicMetadata({ topics }).then(
    (found) => found.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)),
    () => false,
  );

const createdTopics = async (kafka: KafkaService, id: string) => {
  const names = { input: `input-${id}`, snapshots: `snapshots-${id}`, contracts: `contracts-${id}` };
  const topics = [names.input, `${names.input}.dlq`, names.snapshots, names.contracts];
  await withAdmin(kafka, async (admin) => {
    await admin.createTopics({
      topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS })),
      waitForLeaders: false,
    });
    // kafkajs' own wait for leaders gives up too early on a busy machine.
    await eventually('leaders of the topics', () => hasLeaders(admin, topics));
  });
  return names;
};

const environmentOf = (
  { kafka, database, id }: Readonly<{ kafka: KafkaService; database: FreshDatabase; id: string }>,
  { input, snapshots, contracts }: Readonly<Record<'input' | 'snapshots' | 'contracts', string>>,
): Readonly<Record<string, string>> => ({
  KAFKA_BROKERS: kafka.brokers,
  KAFKA_GROUP_ID: `group-${id}`,
  DATABASE_URL: database.url,
  INPUT_TOPICS: input,
  EVENTS_TOPIC: input,
  SNAPSHOTS_TOPIC: snapshots,
  CONTRACTS_TOPIC: contracts,
  TAKE_INTERVAL_MS: '300',
});

/** Services of a suite's own may be given; otherwise those of the level are used. */
export const openStage = async ({ kafka, postgres }: Services = {}): Promise<Stage> =>
  stageOn(...(await Promise.all([kafka ?? startKafka(), postgres ?? startPostgres()])));

const stageOn = async (kafka: KafkaService, postgres: PostgresService): Promise<Stage> => {
  const database = await emptyDatabase(postgres);
  return stageIn(database, { kafka, postgres });
};

const stageIn = async (
  database: FreshDatabase,
  { kafka, postgres }: Readonly<{ kafka: KafkaService; postgres: PostgresService }>,
): Promise<Stage> => {
  const id = randomUUID().slice(0, 8);
  const names = await createdTopics(kafka, id);
  const pool = new Pool({ connectionString: database.url, max: 3 });
  // Dropping the database cuts idle connections of the pool, which then emit errors.
  pool.on('error', () => undefined);
  return {
    kafka,
    postgres,
    ...names,
    environment: environmentOf({ kafka, database, id }, names),
    query: async <R extends QueryResultRow>(sql: string) => (await pool.query<R>(sql)).rows,
    close: async () => {
      await pool.end();
      await database.drop();
      await Promise.all([kafka.stop(), postgres.stop()]);
    },
  };
};

const leftToTheOther = (): Promise<void> => Promise.resolve();

/** A stage in a new schema of another stage's database, with topics and a group of its own. Close it before the other. */
export const openBeside = async ({ kafka, postgres, query, environment }: Stage, schema: string): Promise<Stage> => {
  await query(`CREATE SCHEMA ${schema}`);
  const url = new URL(environment['DATABASE_URL'] ?? '');
  url.searchParams.set('options', `-c search_path=${schema}`);
  return stageIn(
    { url: url.href, drop: leftToTheOther },
    { kafka: { ...kafka, stop: leftToTheOther }, postgres: { ...postgres, stop: leftToTheOther } },
  );
};

/** How many records of the input have been processed; 0 while there is no schema. */
export const processed = async ({ query }: Stage): Promise<number> => {
  const [row] = await query<{ done: string | null }>('SELECT sum(next_offset) AS done FROM progress').catch(() => []);
  return Number(row?.done ?? 0);
};

const LEFT = `
SELECT EXISTS (SELECT FROM unfolded) OR EXISTS (SELECT FROM change WHERE take_id IS NULL)
  OR EXISTS (SELECT FROM outbox) OR NOT EXISTS (SELECT FROM store WHERE as_of IS NOT NULL) AS is_left`;

/** Waits until all of the input is in the ledger, folded, taken into snapshots and published. */
export const settled = (stage: Stage, records: number): Promise<void> =>
  eventually(
    `${records} records processed, folded, taken and published`,
    async () => {
      if ((await processed(stage)) < records) return false;
      const [row] = await stage.query<{ is_left: boolean }>(LEFT);
      return row?.is_left === false;
    },
    { withinMs: 120_000, everyMs: 100 },
  );
