import { importTypescript } from './import-typescript.mjs';
import { useMemoryFolder } from './memory-folder.mjs';

/** Stops the services that this run has started; a service whose address was given is not among them. */
const stops = [];
/** Removes the folder of temporary files, once the services have stopped. */
let leaveFolder = () => undefined;

/** Puts the temporary files of all suites and services into memory, before the first service starts. */
const openFolder = () => {
  if (process.env.TMPDIR === undefined) leaveFolder = useMemoryFolder();
};

/**
 * Starts one Postgres for all suites of a run, and puts its address where `startPostgres` reads it. If two projects ask
 * for it, the second finds it there.
 */
export const startPostgres = async () => {
  if (process.env.ACV_TEST_DATABASE_URL) return;
  openFolder();
  const service = await (await importTypescript('test/services/postgres.ts')).startPostgres();
  process.env.ACV_TEST_DATABASE_URL = service.url;
  stops.push(async () => {
    delete process.env.ACV_TEST_DATABASE_URL;
    await service.stop();
  });
};

/** Starts one broker for all suites of a run, and puts its address where `startKafka` reads it. */
export const startKafka = async () => {
  if (process.env.KAFKA_BROKERS) return;
  openFolder();
  const service = await (await importTypescript('test/services/kafka.ts')).startKafka();
  process.env.KAFKA_BROKERS = service.brokers;
  stops.push(async () => {
    delete process.env.KAFKA_BROKERS;
    await service.stop();
  });
};

export const stopServices = async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
  leaveFolder();
};
