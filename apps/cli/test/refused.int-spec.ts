import { describe, expect, it } from '@jest/globals';
import { PostgresOperationStore, PostgresRefusedEvents } from '@app/persistence';
import { RedriveRefused, refusedRecord } from '@app/processing';
import { eventJson } from '@app/wire';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';
import { exportLine, mendedRecords } from '../src/refused/export-line.ts';
import { valueAccepted } from '../src/refused/value-accepted.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});

const event = (id: string) =>
  created({ id, contract: id, customer: `c-${id}`, term: term('2025-01-01', null), source: '/billing/café' });

const customers = async () =>
  (
    await store.database.query<{ active_logos: number }>(
      `SELECT active_logos FROM snapshot_current WHERE period = '2025-01' AND dimension = 'all'`,
    )
  ).map(({ active_logos }) => active_logos);

describe('A refused event that is exported, mended and redriven', () => {
  it('is in the figures of the last day afterwards, unless services take the snapshots', async () => {
    const wrong = eventJson(event('b')).replace('"USD"', '"USX"');
    await store.apply(fileBatch([event('a'), wrong]));
    await store.take(day('2025-01-10'));
    expect(await customers()).toEqual([1]);

    const refused = new PostgresRefusedEvents(store.database);
    const asked = { code: null, origin: null, since: null, contract: null };
    const [found] = await refused.list({ ...asked, state: 'waiting' });
    const id = found?.id ?? '';
    const record = await refused.record(id);
    const line = record === null ? '' : exportLine(refusedRecord(record));
    const mended = mendedRecords('mend.jsonl', line.replace('"USX"', '"USD"'));
    const redrive = new RedriveRefused(new PostgresOperationStore(store.database, store.policyId));
    const chosen = { ids: [id], asked, after: null };
    const answer = await redrive.run({ who: 'ana', key: null, dryRun: false }, chosen, mended);
    expect(answer).toMatchObject({ accepted: 1 });

    const existing = { database: store.database, at: { policy: store.policy, policyId: store.policyId } };
    await store.database.query('INSERT INTO snapshotter (seen_at) VALUES (now())');
    expect(await valueAccepted(existing)).toBe('The running services value them.');
    expect(await customers()).toEqual([1]);
    await store.database.query('DELETE FROM snapshotter');
    expect(await valueAccepted(existing)).toBe('The snapshots of 1 period were taken again, as of 2025-01-10.');
    expect(await customers()).toEqual([2]);
    expect(await valueAccepted(existing)).toBe('No figure changed as of 2025-01-10.');
  });
});
