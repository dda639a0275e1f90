import { describe, expect, it } from '@jest/globals';
import { doManyEventsWait } from '@app/persistence';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});

const queue = (contract: string, events: number) =>
  store.database.query(
    'INSERT INTO unfolded (lane, contract_id, seq) SELECT 0, $1, n FROM generate_series(1, $2::int) AS n',
    [contract, events],
  );

describe('Events that wait for a fold', () => {
  it('are many from 2,001 on, without those of a contract that is set aside', async () => {
    expect(await doManyEventsWait(store.database)).toBe(false);
    await queue('a', 2_000);
    expect(await doManyEventsWait(store.database)).toBe(false);
    await queue('b', 1);
    expect(await doManyEventsWait(store.database)).toBe(true);
    await store.database.query(
      `INSERT INTO contract_set_aside (contract_id, reason, cost_ms, attempts, since, next_attempt_at)
       VALUES ('a', 'too_long', 5000, 1, now(), now())`,
    );
    expect(await doManyEventsWait(store.database)).toBe(false);
  });
});
