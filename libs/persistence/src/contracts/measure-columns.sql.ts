import { MEASURES, STORED_MEASURE_NAMES } from '@app/domain';
import type { Columns } from '../database/column-arrays.ts';

/** The columns of contract_span that hold measures. */
export const MEASURE_COLUMNS: Columns = Object.fromEntries(
  STORED_MEASURE_NAMES.map((name) => [MEASURES[name].column, 'numeric']),
);

/** The same of a table by its alias, as text. */
export const measureTexts = (span: string): string =>
  Object.keys(MEASURE_COLUMNS)
    .map((column) => `${span}.${column}::text`)
    .join(', ');
