import { mustEqual } from '../load/expected.ts';
import { newName } from '../services/topics.ts';
import { amountsIn } from './amounts-in.ts';
import { type Candidate, timed } from './candidate.ts';
import { startTypescript } from './start-typescript.ts';

const nest = (name: string, file: string): Candidate => ({
  name,
  run: async (world, loaded) => {
    const store = await world.postgres.create();
    const run = await timed(world, loaded, {
      start: () =>
        startTypescript(file, {
          KAFKA_BROKERS: world.brokers,
          KAFKA_GROUP_ID: newName('nest'),
          DATABASE_URL: store.url,
        }),
      // It does not count its events: its last row is its last event.
      done: () => store.figure('SELECT count(*) FROM seen_event'),
      all: loaded.valid,
      check: async () => {
        const amounts = await amountsIn(store, 'SELECT "contractId" AS contract, amount::text FROM contract_amount');
        mustEqual(name, amounts, loaded.expected.arrived());
      },
    });
    await store.drop();
    return run;
  },
});

export const stockNest = nest(
  'NestJS ServerKafka + TypeORM save, as documented (small job)',
  'bench/peers/nest/stock.ts',
);

export const tunedNest = nest('the same, 6 at once, upsert() (small job)', 'bench/peers/nest/tuned.ts');
