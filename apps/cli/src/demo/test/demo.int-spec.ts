import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, DATABASE_DEFAULTS } from '@app/persistence';
import { snapshotRecordFault } from '@app/wire';
import {
  type FreshDatabase,
  freshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../../../test/services/postgres.ts';
import { runDemo } from '../run-demo.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..', '..');
const SCHEMA = join(root, 'docs', 'schemas', 'snapshot.schema.json');
const folder = mkdtempSync(join(tmpdir(), 'acv-demo-test-'));
const files = {
  snapshots: join(folder, 'snapshots.jsonl'),
  contracts: join(folder, 'contracts.jsonl'),
  refused: join(folder, 'refused.jsonl'),
};

let service: PostgresService;
let fresh: FreshDatabase;

beforeAll(async () => {
  service = await startPostgres();
  fresh = await freshDatabase(service);
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url: fresh.url });
  try {
    const nobody = { show: () => undefined, done: () => undefined };
    await runDemo(database, files, nobody);
  } finally {
    await database.close();
  }
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fresh.drop();
  await service.stop();
});

const linesOf = (file: string): readonly string[] => readFileSync(file, 'utf8').trimEnd().split('\n');

describe('The demo', () => {
  it('writes every contract and every refused line', () => {
    expect(linesOf(files.contracts)).toHaveLength(350);
    expect(linesOf(files.refused)).toHaveLength(8);
  });

  it('writes snapshots that have every field of the published schema and no other', () => {
    const { properties }: Readonly<{ properties: object }> = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    const fields = Object.keys(properties).toSorted();
    for (const line of linesOf(files.snapshots)) {
      const snapshot: Readonly<Record<string, unknown>> = JSON.parse(line);
      expect(Object.keys(snapshot).toSorted()).toEqual(fields);
      expect(snapshotRecordFault(snapshot)).toBeNull();
    }
  });
});
