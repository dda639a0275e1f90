import { addDays, type CivilDate } from '@app/domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import { runRow, runsOf } from '../src/contracts/stored-run.ts';
import type { SpanRow } from '../src/contracts/stored-span.ts';
import { INSERT_RUNS } from '../src/contracts/write-contracts.sql.ts';
import { ColumnArrays } from '../src/database/column-arrays.ts';
import { spansBetween, spansOn, spansOnDays } from '../src/runs/spans-of-runs.sql.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const COLUMNS = `contract_id, valid_from::text, valid_to::text, seq::int8, customer_id, currency, arr::text, gross_arr::text,
  acv::text, contracted_acv::text, contract_value::text, one_time::text, expected_usage::text, attributes, renews, lines,
  term_start::text, term_end::text, auto_renew, anchor::text`;

const FIRST = day('2025-01-01');

const amount = fc.constantFrom('0', '0.0000000001', '7', '7.50', '123456789012345678.5');
const often = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** A span after another one: the days until it begins, and those until it ends. */
const following = fc.record({
  gap: often(0, fc.integer({ min: 1, max: 3 })),
  length: fc.integer({ min: 1, max: 4 }),
  arr: amount,
  gross_arr: fc.option(amount),
  acv: fc.option(amount),
  contracted_acv: fc.option(amount),
  contract_value: fc.option(amount),
  one_time: often('0', amount),
  expected_usage: often('0', amount),
  customer_id: often('cus', fc.constant('other')),
  currency: often('USD', fc.constant('EUR')),
  attributes: often<SpanRow['attributes']>(
    { tier: 'core', region: 'eu' },
    fc.constantFrom(null, { region: 'eu', tier: 'core' }, { tier: 'core' }, { tier: 'plus', region: 'eu' }),
  ),
  renews: often<SpanRow['renews']>(null, fc.constantFrom(['a'], ['a', 'b "c"'])),
  term_start: often<string | null>('2025-01-01', fc.constantFrom(null, '2025-01-02')),
  auto_renew: often<boolean | null>(true, fc.constantFrom(null, false)),
  anchor: often<string | null>(null, fc.constant('2024-12-31')),
  lines: fc.constantFrom('[]', '[["p","1"]]', String.raw`[["a\nb\\","2"]]`, `["${'x'.repeat(1500)}"]`),
});

/** The spans of a contract in order; the last one may be open. */
const contracts: fc.Arbitrary<readonly SpanRow[]> = fc
  .tuple(fc.array(following, { minLength: 1, maxLength: 40 }), fc.boolean())
  .map(([spans, isOpen]) => {
    let next: CivilDate = FIRST;
    return spans.map(({ gap, length, gross_arr, acv, contracted_acv, ...span }, i): SpanRow => {
      const from = addDays(next, gap);
      next = addDays(from, length);
      return {
        contract_id: 'sub' as SpanRow['contract_id'],
        valid_from: from,
        valid_to: isOpen && i === spans.length - 1 ? 'infinity' : next,
        seq: i + 1,
        ...span,
        gross_arr: gross_arr ?? span.arr,
        acv: acv ?? span.arr,
        contracted_acv: contracted_acv ?? span.arr,
        term_end: 'infinity',
      };
    });
  });

const write = async (spans: readonly SpanRow[]): Promise<void> => {
  const rows = new ColumnArrays(INSERT_RUNS.columns);
  for (const run of runsOf(spans)) rows.add(runRow(run));
  await store.database.query('DELETE FROM span_run');
  await store.database.query(INSERT_RUNS.sql, rows.parameters());
};

const read = async (relation: string, parameters: readonly string[] = []): Promise<readonly SpanRow[]> => {
  const rows = await store.database.query<SpanRow>(
    `SELECT ${COLUMNS} FROM ${relation} AS span ORDER BY span.valid_from`,
    parameters,
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
};

const coversDay = (on: string) => (span: SpanRow) => span.valid_from <= on && span.valid_to > on;

describe('the runs of a contract', () => {
  it('are read back as the spans that they were made of: all of them, those of a day, and those of some days', async () => {
    await fc.assert(
      fc.asyncProperty(contracts, fc.array(fc.nat(120), { minLength: 3, maxLength: 3 }), async (spans, offsets) => {
        await write(spans);
        expect(await read('contract_span')).toEqual(spans);
        const [now = FIRST, prior = FIRST, yearAgo = FIRST] = offsets.map((offset) => addDays(FIRST, offset));
        expect(await read(spansOn('$1::date'), [now])).toEqual(spans.filter(coversDay(now)));
        const [first = FIRST, last = FIRST] = [now, prior].toSorted();
        expect(await read(spansBetween('$1::date', '$2::date'), [first, last])).toEqual(
          spans.filter(({ valid_from, valid_to }) => valid_from <= last && valid_to > first),
        );
        const compared = await store.database.query(
          `SELECT seq::int, covers_now, covers_prior, covers_year_ago FROM (
             ${spansOnDays({ now: '$1::date', prior: '$2::date', year_ago: '$3::date' }, ['seq'])}
           ) AS span ORDER BY seq`,
          [now, prior, yearAgo],
        );
        expect(compared).toEqual(
          spans
            .filter((span) => [now, prior, yearAgo].some((on) => coversDay(on)(span)))
            .map((span) => ({
              seq: span.seq,
              covers_now: coversDay(now)(span),
              covers_prior: coversDay(prior)(span),
              covers_year_ago: coversDay(yearAgo)(span),
            })),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are as few as they can be, and none is long', async () => {
    const spans = (length: number, lines: string): readonly SpanRow[] =>
      Array.from({ length }, (_, i): SpanRow => {
        const own = {
          contract_id: 'sub' as SpanRow['contract_id'],
          customer_id: 'cus',
          currency: 'USD',
          seq: i,
          lines,
        };
        const amounts = { arr: '1', gross_arr: '1', acv: '1', contracted_acv: '1', contract_value: null };
        const days = { valid_from: addDays(FIRST, i), valid_to: addDays(FIRST, i + 1) };
        // The store gives the names of attributes in another order than an event may have.
        const attributes: SpanRow['attributes'] =
          i % 2 === 0 ? { tier: 'core', region: 'eu' } : { region: 'eu', tier: 'core' };
        const term_of = { term_start: FIRST, term_end: 'infinity', auto_renew: true, anchor: null, renews: ['a'] };
        return { ...own, ...amounts, one_time: '0', expected_usage: '0', ...days, attributes, ...term_of };
      });
    const lengths = (of: readonly SpanRow[]) => [...runsOf(of)].map(({ length }) => length);
    expect(lengths(spans(40, '[]'))).toEqual([16, 16, 8]);
    expect(lengths(spans(5, 'x'.repeat(2_000)))).toEqual([2, 2, 1]);
    expect(lengths(spans(2, 'x'.repeat(9_000)))).toEqual([1, 1]);
    await write(spans(40, '[]'));
    expect(await store.database.query('SELECT gross_arr, contract_value, one_time FROM span_run')).toEqual(
      Array.from({ length: 3 }, () => ({ gross_arr: null, contract_value: null, one_time: null })),
    );
  });

  it('have the same spans whether events come one by one, late ones too, or all at once', async () => {
    const HISTORY = fc.uniqueArray(
      fc.record({
        at: fc.integer({ min: 1, max: 300 }),
        price: fc.integer({ min: 1, max: 3 }),
        tier: often('core', fc.constant('plus')),
        length: often(1, fc.constant(2)),
      }),
      { minLength: 20, maxLength: 45, selector: ({ at }) => at },
    );
    await fc.assert(
      fc.asyncProperty(HISTORY, async (changes) => {
        store = await store.emptied();
        const events = (contract: string) =>
          changes.map(({ at, price, tier, length }, i) => {
            const of = term('2025-01-01', length === 1 ? '2026-01-01' : '2027-01-01', true);
            const given = { contract, term: of, lines: [line({ price })], attributes: { tier, region: 'eu' } };
            return i === 0
              ? created(given)
              : amended({ ...given, id: `${contract} ${i}`, version: at, effective: addDays(FIRST, at) });
          });
        for (const [i, event] of events('a').entries()) {
          await store.apply(fileBatch([event], `a${i}.jsonl`));
          await store.fold();
        }
        await store.apply(fileBatch(events('b'), 'b.jsonl'));
        await store.fold();
        const spansOf = async (contract: string) =>
          (await read(`(SELECT * FROM contract_span WHERE contract_id = '${contract}')`)).map(
            ({ contract_id: _, seq: __, ...span }) => span,
          );
        const found = await spansOf('a');
        expect(found.length).toBeGreaterThan(10);
        expect(found).toEqual(await spansOf('b'));
      }),
      { numRuns: 8 },
    );
  });
});
