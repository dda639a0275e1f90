import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareCodePoints } from '@app/domain';
import { type SnapshotName, snapshotKey } from '@app/wire';
import { type PostgresService, startPostgres } from '../services/postgres.ts';
import { type Books, conformanceCase, conformanceCases, expectedBooks, type Line } from './conformance-case.ts';
import { reportLines } from './asked-reports.ts';
import { differences } from './differences.ts';
import { replayed } from './replayed.ts';

let service: PostgresService;

beforeAll(async () => {
  service = await startPostgres();
});
afterAll(() => service.stop());

describe('the books of the definitions', () => {
  for (const given of conformanceCases()) {
    it(`are what a replay gives: ${given.name}`, async () => {
      const { reports, ...books } = await replayed(service, given);
      expect(differences(expectedBooks(given), books)).toEqual([]);
      expect(reports).toEqual(reportLines(given, given.folder, 'expected.'));
    });
  }
});

describe('reports', () => {
  let books: Books;
  beforeAll(async () => {
    books = await replayed(service, conformanceCase('two-currencies'));
  });

  const expectSorted = (keys: readonly string[]) => expect(keys).toEqual(keys.toSorted(compareCodePoints));

  it('list snapshots by key and contracts by id', () => {
    expectSorted(books.snapshots.map((line: Line) => snapshotKey(line as SnapshotName)));
    expectSorted(books.contracts.map((line: Line) => String(line['contract_id'])));
  });
});
