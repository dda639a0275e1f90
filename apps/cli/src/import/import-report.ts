import { type CivilDate, countInWords, plain } from '@app/domain';
import type { CurrencyWorth } from '@app/processing';
import { letterOf, type SheetNoteCode, SHEET_NOTES, type SheetTranslation } from '@app/wire';
import { count, onOneLine, shortened, wrapped } from '../readable.ts';
import { TERMINAL_WIDTH } from '../table.ts';
import { nextStep } from '../translate/outcome-texts.ts';
import { worthText } from './worth-text.ts';

export type ImportReport = Readonly<{
  file: string;
  day: CivilDate;
  translation: SheetTranslation;
  worth: readonly CurrencyWorth[];
}>;

/** The number of different messages that are shown for each code. */
const EXAMPLES = 3;

/** What each note means, and what to do where that is not what was meant; null: nothing. */
const NOTE_TEXT: Readonly<Record<SheetNoteCode, readonly [meaning: string, next: string | null]>> = {
  no_end: [
    'without an end',
    'fill in the end or term_months where a term was agreed; evergreen contracts stay as they are',
  ],
  ended: [
    'with an end in the past, not renewed',
    'set auto_renew to yes, or add the row of the renewal, where one is still running',
  ],
  renewed: ['with an end in the past, renewed automatically', 'fill in cancelled where one has ended'],
  cancelled: ['cancelled', null],
  not_started: ['with a start in the future', null],
  repeated_row: [
    'row(s) that repeat another one (counted twice)',
    'delete a row that is there by mistake; raise the quantity where it is not',
  ],
  repeated_header: ['row(s) that repeat the header (passed over)', null],
};

const ENDS_TEXT = {
  exclusive: 'an end is the first day after the term (exclusive)',
  inclusive: 'an end is the last day of the term (inclusive)',
} as const;

/** Columns of text, each as wide as its longest cell. */
const aligned = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** Row numbers in ranges (`3-5, 9`), as many as fit into a line. */
const rowsText = (numbers: readonly number[], width: number): string => {
  const ranges: string[] = [];
  for (let i = 0; i < numbers.length; i += 1) {
    const from = numbers[i] ?? 0;
    while (numbers[i + 1] === (numbers[i] ?? 0) + 1) i += 1;
    ranges.push(from === numbers[i] ? String(from) : `${from}-${numbers[i] ?? from}`);
  }
  let text = '';
  for (const range of ranges) {
    const next = text === '' ? range : `${text}, ${range}`;
    if (next.length > width - 3) return `${text}, …`;
    text = next;
  }
  return text;
};

const facts = ({ events, refused }: SheetTranslation) => {
  const terms = events.flatMap(({ event }) => (event.kind === 'created' ? [event.data] : []));
  return {
    contracts: terms.length,
    customers: new Set(terms.map(({ customer_id }) => customer_id)).size,
    currencies: [...new Set(terms.map(({ currency }) => currency))].toSorted(),
    lines: terms.reduce((sum, { lines }) => sum + lines.length, 0),
    refused: refused.length,
  };
};

const columnsText = ({ columns }: SheetTranslation): string => {
  const used = columns.filter(({ column }) => column !== null);
  const rows = used.map(({ at, header, column, example }) => [
    letterOf(at),
    shortened(onOneLine(header), 22),
    column ?? '',
    example === null ? '-' : shortened(onOneLine(example.cell), 16),
    example === null || example.value === example.cell ? '' : `= ${shortened(example.value, 14)}`,
  ]);
  const unused = columns
    .filter(({ column }) => column === null)
    .map(({ at, header }) => `${onOneLine(header)} (${letterOf(at)})`);
  return [
    aligned([['', 'header', 'read as', 'example', ''], ...rows]),
    unused.length === 0 ? 'Every column is used.' : wrapped(`Not used: ${unused.join(', ')}`, '  '),
  ].join('\n');
};

const readText = ({ dates, ends, decimal }: SheetTranslation): string =>
  [
    `Dates     ${dates === 'iso' ? 'ISO (YYYY-MM-DD)' : dates}`,
    `Ends      ${ends === null ? 'no cell states one' : ENDS_TEXT[ends]}`,
    `Decimals  after "${decimal}"`,
  ].join('\n');

const notesText = ({ notes }: SheetTranslation): string =>
  SHEET_NOTES.flatMap((code) => {
    const rows = notes.filter((note) => note.code === code).map(({ row }) => row);
    const [meaning, next] = NOTE_TEXT[code];
    const text = `${count(rows.length)} ${meaning}: row `;
    return rows.length === 0
      ? []
      : [
          `${text}${rowsText(rows, TERMINAL_WIDTH - text.length)}`,
          ...(next === null ? [] : [wrapped(`  next: ${next}`, '  ')]),
        ];
  }).join('\n');

const refusedText = ({ refused }: SheetTranslation): string => {
  if (refused.length === 0) return 'No row is refused.';
  const byCode = [...Map.groupBy(refused, ({ refusal }) => refusal.code)];
  const blocks = byCode.map(([code, rows]) => {
    const text = `  ${code}: ${count(rows.length)}, row `;
    const numbers = rowsText(
      rows.map(({ position }) => position),
      TERMINAL_WIDTH - text.length,
    );
    const examples = [...new Map(rows.map((each) => [each.refusal.message, each])).values()].slice(0, EXAMPLES);
    return [
      `${text}${numbers}`,
      ...examples.map(({ position, refusal }) => `    row ${position}: ${refusal.message}`),
      `    next: ${nextStep(code, 'row')}`,
    ].join('\n');
  });
  return ['Refused rows, which count nowhere', ...blocks].join('\n');
};

/** The report for people. */
export const importText = ({ file, day, translation, worth }: ImportReport): string => {
  const { contracts, customers, currencies, lines, refused } = facts(translation);
  const headline = `${file}: ${countInWords(contracts, 'contract')} of ${countInWords(customers, 'customer')} from ${countInWords(lines, 'row')}, in ${currencies.join(', ') || 'no currency'}; ${countInWords(refused, 'row')} refused`;
  return [
    wrapped(headline, '  '),
    columnsText(translation),
    readText(translation),
    worthText(worth, day, 'this sheet'),
    notesText(translation),
    refusedText(translation),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};

const worthJson = ({ currency, contracts, customers, arr, acv, largest }: CurrencyWorth) => ({
  currency,
  contracts,
  customers,
  arr: plain(arr),
  acv: plain(acv),
  largest: largest.map((contract) => ({
    contract_id: contract.contractId,
    customer_id: contract.customerId,
    arr: plain(contract.arr),
    acv: plain(contract.acv),
  })),
});

/** The same for programs. */
export const importJson = ({ file, day, translation, worth }: ImportReport): string => {
  const { columns, dates, ends, decimal, notes, refused } = translation;
  return JSON.stringify({
    file,
    day,
    ...facts(translation),
    columns: columns.map(({ at, header, column, example }) => ({ letter: letterOf(at), header, column, example })),
    dates,
    ends,
    decimal,
    active: worth.map(worthJson),
    notes: notes.map(({ code, row, contractId }) => ({ code, row, contract_id: contractId, next: NOTE_TEXT[code][1] })),
    refused: refused.map(({ position, refusal: { code, message } }) => ({
      row: position,
      code,
      message,
      next: nextStep(code, 'row'),
    })),
  });
};
