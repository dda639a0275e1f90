import { describe, expect, it } from '@jest/globals';
import { republish } from '@app/persistence';
import { created, day } from '../../../test/builders/events.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

/** Ids that JSON has to escape, that are not ASCII, and that are longer in base64 than one of its lines. */
const IDS = ['sub-1', '"quoted"\\', 'Überlänge 🙂', `a contract with a long id, ${'0123456789'.repeat(12)}`];

/** The records of contracts in the outbox, byte for byte as they will be published, by key; the outbox is then empty. */
const published = async () => {
  const rows = await store.database.query<{ key: Buffer; value: Buffer; headers: string }>(
    'WITH gone AS (DELETE FROM outbox WHERE topic = $1 RETURNING *) SELECT key, value, headers::text FROM gone ORDER BY key',
    [TOPICS.contracts],
  );
  return rows.map(({ key, value, headers }) => ({ key: key.toString(), value: value.toString(), headers }));
};

describe('Publishing everything again', () => {
  it('gives the records of contracts that their folds gave, byte for byte', async () => {
    await store.apply(fileBatch(IDS.map((id) => created({ contract: id, id: `evt ${id}` }))));
    await store.fold(day('2025-02-01'));
    const folded = await published();
    expect(folded.map(({ key }) => key).toSorted()).toEqual(IDS.toSorted());

    const counts = await republish(store.database, {
      ...{ contractsTopic: TOPICS.contracts, snapshotsTopic: null },
      // The store of the test folds at this time.
      now: () => new Date(0),
    });
    expect(counts).toEqual({ contracts: IDS.length, snapshots: 0 });
    expect(await published()).toEqual(folded);
  });
});
