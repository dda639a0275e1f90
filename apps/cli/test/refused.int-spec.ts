import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PostgresOperationStore, PostgresRefusedEvents } from '@app/persistence';
import { DiscardRefused, RedriveRefused, refusedRecord } from '@app/processing';
import { eventJson } from '@app/wire';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import { exportCommand } from '../src/refused/export-command.ts';
import { exportLine, mendedRecords } from '../src/refused/export-line.ts';
import { valueAccepted } from '../src/refused/value-accepted.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const event = (id: string) =>
  created({ id, contract: id, customer: `c-${id}`, term: term('2025-01-01', null), source: '/billing/café' });

const wrong = (id: string): string => eventJson(event(id)).replace('"USD"', '"USX"');

const ANA = { who: 'ana', key: null, dryRun: false };
const NOT_FILTERED = { code: null, origin: null, since: null, contract: null };
const only = (id: string) => ({ ids: [id], asked: NOT_FILTERED, after: null });

const customers = async () =>
  (
    await store.database.query<{ active_logos: number }>(
      `SELECT active_logos FROM snapshot_current WHERE period = '2025-01' AND dimension = 'all'`,
    )
  ).map(({ active_logos }) => active_logos);

describe('A refused event that is exported, mended and redriven', () => {
  it('is in the figures of the last day afterwards, unless services take the snapshots', async () => {
    await store.apply(fileBatch([event('a'), wrong('b')]));
    await store.take(day('2025-01-10'));
    expect(await customers()).toEqual([1]);

    const refused = new PostgresRefusedEvents(store.database);
    const [found] = await refused.list({ ...NOT_FILTERED, state: 'waiting' });
    const id = found?.id ?? '';
    const record = await refused.record(id);
    const line = record === null ? '' : exportLine(refusedRecord(record));
    const mended = mendedRecords('mend.jsonl', line.replace('"USX"', '"USD"'));
    const redrive = new RedriveRefused(new PostgresOperationStore(store.database, store.policyId));
    const answer = await redrive.run(ANA, only(id), mended);
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

describe('acv refused export', () => {
  it('writes the refused events that wait, in the order in which they were refused, and none that is settled', async () => {
    await store.apply(fileBatch(['a', 'b', 'c', 'd'].map(wrong)));
    const listed = await new PostgresRefusedEvents(store.database).list({ ...NOT_FILTERED, state: null });
    const [a = '', b = '', c = '', d = ''] = listed.map(({ id }) => id).toReversed();
    const operations = new PostgresOperationStore(store.database, store.policyId);
    const mended = new Map([[b, { value: Buffer.from(eventJson(event('b'))), headers: {} }]]);
    await new RedriveRefused(operations).run(ANA, only(b), mended);
    await new DiscardRefused(operations).run(ANA, only(c), 'sent by mistake');

    const folder = await mkdtemp(join(tmpdir(), 'acv-refused-'));
    const out = join(folder, 'mend.jsonl');
    await exportCommand().parseAsync(['--out', out, '--database-url', store.url], { from: 'user' });
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
    await rm(folder, { recursive: true });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { refused_id: a, code: 'unknown_currency', event: { id: 'a' } },
      { refused_id: d, code: 'unknown_currency', event: { id: 'd' } },
    ]);
  });
});
