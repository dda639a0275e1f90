import type { ExportColumn } from '@app/persistence';
import { formulaCell, letters, row, sheetEnd, sheetStart, valueCell } from './sheet-xml.ts';
import type { Summary, SummaryLine, SummarySpec } from './summary.ts';

/** The sheet of the data, by its name, its columns and the number of its last row. */
export type DataSheet = Readonly<{ name: string; columns: readonly ExportColumn[]; lastRow: number }>;

const rangeIn = ({ name, lastRow }: DataSheet, column: number): string =>
  `${name}!$${letters(column)}$2:$${letters(column)}$${Math.max(lastRow, 2)}`;

/**
 * The rows of a summary, all of whose amounts are formulas over the data: a sum by the keys of the row, the closing amount
 * as the sum of the parts, and its difference from what the data says. Each has its exact amount beside it, for programs
 * that do not calculate.
 */
export function* summarySheet(spec: SummarySpec, summary: Summary, data: DataSheet): Generator<string> {
  const { at } = summary;
  const [firstPart, ends] = [spec.keys.length, spec.keys.length + spec.parts.length];
  const headers = [
    ...spec.keys,
    ...spec.parts,
    ...(spec.closing === null ? [] : ['closing_arr', spec.closing, 'difference']),
  ];

  const summed = (column: number, line: number): string => {
    const conditions = at.keys.map((key, i) => `,${rangeIn(data, key)},$${letters(i)}${line}`);
    return `SUMIFS(${rangeIn(data, column)}${conditions.join('')})`;
  };
  const closing = (line: number, amount: string): string => {
    if (at.closing === null) return '';
    const [sum, given, difference] = [ends, ends + 1, ends + 2].map((i) => `${letters(i)}${line}`);
    return [
      formulaCell(sum ?? '', `SUM(${letters(firstPart)}${line}:${letters(ends - 1)}${line})`, amount),
      formulaCell(given ?? '', summed(at.closing, line), amount),
      formulaCell(difference ?? '', `${sum ?? ''}-${given ?? ''}`, '0'),
    ].join('');
  };
  const cells = ({ keys, sums }: SummaryLine, line: number): string => {
    const named = keys.map((key, i) =>
      valueCell(`${letters(i)}${line}`, key, data.columns[at.keys[i] ?? 0]?.kind ?? 'text'),
    );
    const parts = at.parts.map((column, i) =>
      formulaCell(`${letters(firstPart + i)}${line}`, summed(column, line), sums[i] ?? '0'),
    );
    return [...named, ...parts, closing(line, sums.at(-1) ?? '0')].join('');
  };

  yield sheetStart(headers);
  const lines = summary.lines();
  for (const [i, line] of lines.entries()) yield row(i + 2, cells(line, i + 2));
  yield sheetEnd(headers.length, lines.length + 1);
}
