import { MEASURES, STORED_MEASURE_NAMES } from '@app/domain';
import type { Columns } from '../database/column-arrays.ts';

/** The columns of span_run that hold measures. */
export const MEASURE_ARRAYS: Columns = Object.fromEntries(
  STORED_MEASURE_NAMES.map((name) => [MEASURES[name].column, 'numeric[]']),
);

/** The measures of a span, by the alias of its relation, as text. */
export const measureTexts = (span: string): string =>
  STORED_MEASURE_NAMES.map((name) => `${span}.${MEASURES[name].column}::text`).join(', ');
