import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRefusal } from '../../refusal.ts';
import { config } from '../../../test/sheets.ts';
import { COLUMN_NAMES } from './columns.ts';
import { isSheetFault, type Sheet, type SheetConfig } from './sheet.ts';
import { translateSheet } from './translate-sheet.ts';
import { readEvent } from '../../events/read-event.ts';

const CELLS: Readonly<Record<string, readonly string[]>> = {
  contract_id: ['C1', 'C2', 'C3', 'Total', ''],
  customer_id: ['Acme', 'Globex', ''],
  currency: ['USD', 'EUR', 'usd', 'EUX', ''],
  start: ['2025-01-01', '2024-02-29', '31.01.2025', '2025-13-01', ''],
  end: ['2026-01-01', '2025-12-31', '2024-01-01', '2200-12-31', '9999-12-31', ''],
  per: ['monthly', 'annual', 'weekly', 'never', ''],
  kind: ['recurring', 'usage_commitment', 'one_time', 'other', ''],
  quantity: ['1', '3', '0', '1.5', ''],
  term_months: ['12', '9999', '0', ''],
  auto_renew: ['yes', 'no', '?', ''],
};

const AMOUNTS = ['100', '$1,200.50', '1.200,50', '999999999999999', '12.000', '-5', '0', '', '', ''];

/** Cells that mean something, and now and then any text. */
const cell = (column: string) =>
  fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom(...(CELLS[column] ?? AMOUNTS)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );

const columns = fc
  .subarray([
    'currency',
    'end',
    'per',
    'kind',
    'quantity',
    'unit_price',
    'amount',
    'arr',
    'mrr',
    'tcv',
    'auto_renew',
    'cancelled',
    'term_months',
    'discount_percent',
    'discount_end',
    'line_start',
    'line_end',
    'renews',
    'tier',
    'notes',
  ])
  .map((more) => ['contract_id', 'customer_id', 'start', ...more]);

const rows = columns.chain((header) =>
  fc
    .array(fc.tuple(...header.map(cell)), { maxLength: 8 })
    .map((cells) => [header, ...cells] as readonly (readonly string[])[]),
);

const told: fc.Arbitrary<SheetConfig> = fc
  .record({
    dates: fc.constantFrom(null, 'dmy' as const, 'mdy' as const),
    ends: fc.constantFrom(null, 'exclusive' as const, 'inclusive' as const),
    decimal: fc.constantFrom(null, '.' as const, ',' as const),
    currency: fc.constantFrom(null, 'USD'),
  })
  .map((some) => ({ ...config, ...some }));

const numbered = (cells: readonly (readonly string[])[]): Sheet =>
  cells.map((row, at) => ({ row: at + 1, cells: row }));

describe('Any sheet', () => {
  it('is translated without an error, each row into an event or a refusal', () => {
    fc.assert(
      fc.property(rows, told, (cells, how) => {
        const translated = translateSheet(numbered(cells), how);
        if (isSheetFault(translated)) return;
        const refused = translated.refused.map(({ position }) => position);
        expect(new Set(refused).size).toBe(refused.length);
        const lines = translated.events.flatMap(({ event }) => (event.kind === 'created' ? event.data.lines : []));
        const blank = cells.slice(1).filter((row) => row.every((each) => each.trim() === '')).length;
        const headers = translated.notes.filter(({ code }) => code === 'repeated_header').length;
        expect(lines.length + refused.length + blank + headers).toBe(cells.length - 1);
        for (const { event } of translated.events) {
          expect(isRefusal(readEvent({ value: Buffer.from(event.text), headers: {} }))).toBe(false);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('says the same in any order of its rows', () => {
    const shuffled = rows.chain(([header = [], ...others]) =>
      fc.tuple(
        fc.constant([header, ...others]),
        fc.shuffledSubarray(others, { minLength: others.length }).map((all) => [header, ...all]),
      ),
    );
    fc.assert(
      fc.property(shuffled, told, ([one, other], how) => {
        const [a, b] = [translateSheet(numbered(one), how), translateSheet(numbered(other), how)];
        expect(isSheetFault(a)).toBe(isSheetFault(b));
        if (isSheetFault(a) || isSheetFault(b)) return;
        expect(a.events.map(({ event }) => event.text)).toEqual(b.events.map(({ event }) => event.text));
        const codes = ({ refused }: typeof a) =>
          refused.map(({ refusal }) => `${refusal.code} ${refusal.field}`).toSorted();
        expect(codes(a)).toEqual(codes(b));
      }),
      { numRuns: 1500 },
    );
  });

  it('is translated without an error even if it is no sheet', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...COLUMN_NAMES, '__proto__', 'constructor'));
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { maxLength: 6 }), { maxLength: 6 }),
        fc.dictionary(text, text),
        (cells, map) => {
          expect(typeof translateSheet(numbered(cells), { ...config, map })).toBe('object');
        },
      ),
      { numRuns: 1500 },
    );
  });
});
