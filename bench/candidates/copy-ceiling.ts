import { mustEqual } from '../load/expected.ts';
import { newName } from '../services/topics.ts';
import { type Candidate, timed } from './candidate.ts';
import { startTypescript } from './start-typescript.ts';
import { amountsIn } from './amounts-in.ts';

export const copyCeiling: Candidate = {
  name: 'kafkajs + COPY + overlapping transactions: the ceiling (small job)',
  run: async (world, loaded) => {
    const store = await world.postgres.create();
    const run = await timed(world, loaded, {
      start: () =>
        startTypescript('bench/peers/copy/main.ts', {
          KAFKA_BROKERS: world.brokers,
          KAFKA_GROUP_ID: newName('copy'),
          DATABASE_URL: store.url,
          TOPIC: loaded.topic,
        }),
      done: () => store.figure('SELECT sum(next_offset) FROM progress'),
      all: loaded.plan.events,
      check: async () => {
        const rows = await store.figure('SELECT count(*) FROM ledger');
        if (rows !== loaded.valid) throw new Error(`COPY: ${rows} events in the ledger, expected ${loaded.valid}`);
        const amounts = await amountsIn(store, 'SELECT contract_id AS contract, amount::text FROM contract_amount');
        mustEqual('COPY', amounts, loaded.expected.arrived());
      },
    });
    await store.drop();
    return run;
  },
};
