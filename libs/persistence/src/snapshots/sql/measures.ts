import type { StoredMeasureField } from '@app/processing';

/**
 * The measures of a contract that a customer adds up beside its ARR. The columns of day spans, positions, cells and segment
 * sums follow from this list. `contracts`: a contract without ARR adds no ACV. `customers`: expected usage counts for a
 * customer without ARR too (definitions, section 7).
 */
export const SUMMED_MEASURES = [
  { name: 'gross_arr', contracts: 'all', customers: 'active' },
  { name: 'acv', contracts: 'with_arr', customers: 'active' },
  { name: 'contracted_acv', contracts: 'with_arr', customers: 'active' },
  { name: 'expected_usage', contracts: 'all', customers: 'all' },
] as const satisfies readonly Readonly<{
  name: StoredMeasureField;
  contracts: 'all' | 'with_arr';
  customers: 'all' | 'active';
}>[];

export const SUMMED_COLUMNS: readonly string[] = SUMMED_MEASURES.map(({ name }) => name);

/** The columns of a table that holds them. */
export const measureColumns = (): string => SUMMED_COLUMNS.map((name) => `${name} numeric NOT NULL`).join(',\n');
