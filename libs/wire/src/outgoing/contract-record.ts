import { type MeasureName, MEASURES } from '@app/domain';
import { CURRENCY } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import type { Stated } from '../fields/field.ts';
import { BOOLEAN, whole } from '../fields/number.ts';
import { nullable, object, type Property, required } from '../fields/object.ts';
import { IDENTIFIER } from '../fields/text.ts';
import { recordFault } from './record-fault.ts';
import { SUM } from './values.ts';

type MeasureProperty<N extends MeasureName> = (typeof MEASURES)[N]['isNullable'] extends true
  ? Property<string | null, 'nullable'>
  : Property<string, 'required'>;
type MeasureProperties = Readonly<{ [N in MeasureName as (typeof MEASURES)[N]['column']]: MeasureProperty<N> }>;

/** The measures of a contract by their names, in the order in which a record has them. */
export const MEASURE_PROPERTIES = Object.fromEntries(
  Object.values(MEASURES).map(({ column, isNullable }) => [column, isNullable ? nullable(SUM) : required(SUM)]),
) as MeasureProperties;

/** The value of a contract today, as it is published. */
export const CONTRACT_RECORD = object({
  contract_id: required(IDENTIFIER),
  customer_id: required(IDENTIFIER),
  currency: required(CURRENCY),
  // Null for a contract that never was active.
  valid_from: nullable(DATE),
  valid_to: nullable(DATE),
  creation_missing: required(BOOLEAN),
  revision: required(whole(1)),
  ...MEASURE_PROPERTIES,
});

export type ContractRecord = Stated<typeof CONTRACT_RECORD>;

/** The first fault of a value as a record of the topic of contracts; null if there is none. */
export const contractRecordFault = (json: unknown): string | null => recordFault(CONTRACT_RECORD, json);
