import type { CivilDate } from '@app/domain';
import type { ReadRow, Values } from './read-row.ts';
import type { SheetNote, SheetNoteCode } from './sheet.ts';

const stateOf = ({ start = '', end, auto_renew, cancelled }: Values, today: CivilDate): readonly SheetNoteCode[] => {
  if (cancelled !== undefined && cancelled <= today) return ['cancelled'];
  if (start > today) return end === undefined ? ['not_started', 'no_end'] : ['not_started'];
  if (end === undefined) return ['no_end'];
  if (end > today) return [];
  return [auto_renew === 'true' ? 'renewed' : 'ended'];
};

/** The number of the first of these rows. A contract may have more rows than a function takes arguments. */
export const firstRow = (rows: readonly ReadRow[]): number =>
  rows.reduce((first, { row }) => Math.min(first, row), Infinity);

/** What a reader should know about a contract that is accepted: how it stands today, and rows that are alike. */
export const contractNotes = (values: Values, rows: readonly ReadRow[], today: CivilDate): readonly SheetNote[] => {
  const contractId = values['contract_id'] ?? null;
  const row = firstRow(rows);
  const seen = new Set<string>();
  const repeated = rows.filter(({ values: own }) => {
    const text = JSON.stringify(Object.entries(own));
    const isRepeat = seen.has(text);
    seen.add(text);
    return isRepeat;
  });
  return [
    ...stateOf(values, today).map((code) => ({ code, row, contractId })),
    ...repeated.map((each) => ({ code: 'repeated_row' as const, row: each.row, contractId })),
  ];
};
