import { importTypescript } from './import-typescript.mjs';

/** What this run has started; where an address was given, nothing. */
const stops = [];

/**
 * One Postgres for all suites of a run, under the name that `startPostgres` reads. Two projects may ask for it; the
 * second finds it.
 */
export const startPostgres = async () => {
  if (process.env.ACV_TEST_DATABASE_URL) return;
  const service = await (await importTypescript('test/services/postgres.ts')).startPostgres();
  process.env.ACV_TEST_DATABASE_URL = service.url;
  stops.push(async () => {
    delete process.env.ACV_TEST_DATABASE_URL;
    await service.stop();
  });
};

/** One broker for all suites of a run, under the name that `startKafka` reads. */
export const startKafka = async () => {
  if (process.env.KAFKA_BROKERS) return;
  const service = await (await importTypescript('test/services/kafka.ts')).startKafka();
  process.env.KAFKA_BROKERS = service.brokers;
  stops.push(async () => {
    delete process.env.KAFKA_BROKERS;
    await service.stop();
  });
};

export const stopServices = async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
};
