import type { ExportAsked, ExportColumn, ExportRow } from '@app/persistence';
import { ARR_MOVEMENTS } from '@app/wording';
import { scaled, unscaled } from './scaled.ts';

/**
 * The second sheet of a workbook. It has a row for each different `keys` of the data, with the sums of `parts`. In a
 * bridge the parts add up to the closing amount, which is compared with the sum of `closing`.
 */
export type SummarySpec = Readonly<{
  sheet: string;
  keys: readonly string[];
  parts: readonly string[];
  closing: string | null;
}>;

const MOVEMENTS: readonly string[] = ['opening_arr', ...ARR_MOVEMENTS.map(({ field }) => field)];

/** Periods are keyed by their first day, because a spreadsheet takes `2025-03` in a condition for a day. */
export const SUMMARIES: Readonly<Record<ExportAsked['what'], SummarySpec>> = {
  snapshots: { sheet: 'bridge', keys: ['grain', 'period_start', 'dimension'], parts: MOVEMENTS, closing: 'arr' },
  movements: {
    sheet: 'bridge',
    keys: ['month'],
    parts: MOVEMENTS.filter((name) => !name.startsWith('moved_')),
    closing: 'arr',
  },
  contracts: {
    sheet: 'totals',
    keys: ['reporting_currency', 'counts'],
    parts: ['arr', 'gross_arr', 'acv', 'contracted_acv'].map((name) => `reporting_${name}`),
    closing: null,
  },
};

/** The columns of a summary by their place in the data. */
export type SummaryColumns = Readonly<{
  keys: readonly number[];
  parts: readonly number[];
  closing: number | null;
}>;

/** Every sum has the places of amounts. */
const PLACES = 10;

/** A line of the summary: its keys, and the exact sum of each part and of the closing amount. */
export type SummaryLine = Readonly<{ keys: readonly string[]; sums: readonly string[] }>;

/** Adds up the rows that pass by. It holds one line for each different key. */
export class Summary {
  readonly at: SummaryColumns;
  readonly #summed: readonly number[];
  readonly #lines = new Map<string, Readonly<{ keys: readonly string[]; sums: bigint[] }>>();

  constructor(
    { keys, parts, closing }: SummarySpec,
    private readonly columns: readonly ExportColumn[],
  ) {
    const place = (name: string): number => {
      const found = columns.findIndex((column) => column.name === name);
      if (found === -1) throw new Error(`the rows have no column ${name}`);
      return found;
    };
    this.at = { keys: keys.map(place), parts: parts.map(place), closing: closing === null ? null : place(closing) };
    this.#summed = [...this.at.parts, ...(this.at.closing === null ? [] : [this.at.closing])];
  }

  add(row: ExportRow): void {
    const keys = this.at.keys.map((i) => row[i] ?? '');
    const id = JSON.stringify(keys);
    const line = this.#lines.get(id) ?? { keys, sums: this.#summed.map(() => 0n) };
    this.#lines.set(id, line);
    this.#summed.forEach((column, i) => {
      const units = scaled(row[column] ?? '0', PLACES, this.columns[column]?.name ?? '');
      line.sums[i] = (line.sums[i] ?? 0n) + units;
    });
  }

  lines(): readonly SummaryLine[] {
    return [...this.#lines.values()].map(({ keys, sums }) => ({
      keys,
      sums: sums.map((units) => unscaled(units, PLACES)),
    }));
  }
}
