import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, addMonths, type CivilDate, type Term, termInForce } from '@app/domain';
import fc from 'fast-check';
import { day } from '../../../test/builders/events.ts';
import { connect } from '../../../test/builders/postgres-store.ts';
import { freshDatabase, type PostgresService, startPostgres } from '../../../test/services/postgres.ts';
import type { Database } from '../src/database/database.ts';
import { endInForce } from '../src/lists/contracts-by-end.sql.ts';

let service: PostgresService;
let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  service = await startPostgres();
  const fresh = await freshDatabase(service);
  ({ drop } = fresh);
  database = await connect(fresh.url);
});
afterAll(async () => {
  await database.close();
  await drop();
  await service.stop();
});

type Asked = Readonly<{ term: Term; on: CivilDate }>;

/** Starts at the ends of months too, terms of whole months of an earlier anchor, and terms of days. */
const asked: fc.Arbitrary<Asked> = fc
  .record({
    anchor: fc
      .constantFrom('2023-10-31', '2024-01-01', '2024-01-30', '2024-02-29', '2024-06-15', '2024-12-31')
      .map(day),
    before: fc.constantFrom(0, 0, 1, 2, 5),
    months: fc.constantFrom(1, 2, 3, 6, 12, 13, 24),
    extraDays: fc.constantFrom(0, 0, 0, 1, -1, 10),
    autoRenew: fc.boolean(),
    isOpen: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    later: fc.integer({ min: 0, max: 1500 }),
  })
  .map(({ anchor, before, months, extraDays, autoRenew, isOpen, later }) => {
    const start = addMonths(anchor, before);
    const end = isOpen ? null : addDays(addMonths(anchor, before + months), extraDays);
    return { term: { start, end, autoRenew, anchor }, on: addDays(start, later) };
  });

const SPANS = `
SELECT ends.term_ends::text AS end
FROM unnest($1::date[], $2::date[], $3::date[], $4::boolean[], $5::date[])
  AS span(term_start, term_end, anchor, auto_renew, day)
CROSS JOIN LATERAL (SELECT NULL::date AS valid_to) AS none
CROSS JOIN LATERAL (${endInForce('span.day').replaceAll('span.valid_to', 'none.valid_to')}) AS ends`;

const expected = ({ term, on }: Asked): string => {
  const { end } = term.end === null || on < term.end || term.autoRenew ? termInForce(term, on) : term;
  return end ?? 'infinity';
};

describe('The end of the term in force', () => {
  it('is in SQL what it is in the domain', async () => {
    const drawn = fc.sample(asked, { numRuns: 3000, seed: 5 });
    const rows = await database.query<{ end: string }>(SPANS, [
      drawn.map(({ term }) => term.start),
      drawn.map(({ term }) => term.end ?? 'infinity'),
      drawn.map(({ term }) => (term.anchor === term.start ? null : term.anchor)),
      drawn.map(({ term }) => term.autoRenew),
      drawn.map(({ on }) => on),
    ]);
    expect(drawn.map((each, i) => ({ ...each, end: rows[i]?.end }))).toEqual(
      drawn.map((each) => ({ ...each, end: expected(each) })),
    );
  });
});
