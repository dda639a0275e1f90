import {
  Decimal,
  type Measures,
  MEASURE_NAMES,
  type MeasureName,
  MEASURES,
  plain,
  STORED_MEASURE_NAMES,
  type StoredMeasureName,
} from '@app/domain';

type Text<N extends MeasureName> = (typeof MEASURES)[N]['isNullable'] extends true ? string | null : string;

/** The measures of a span that the store keeps, in plain decimal notation. */
export type StoredMeasures = Readonly<{ [N in StoredMeasureName]: Text<N> }>;

/** The measures of a span by their names on the wire, in plain decimal notation (definitions, section 4). */
export type MeasureFields = Readonly<{ [N in MeasureName as (typeof MEASURES)[N]['column']]: Text<N> }>;

/** The names on the wire of the measures that the store keeps. */
export type StoredMeasureField = (typeof MEASURES)[StoredMeasureName]['column'];

const text = (value: Decimal | null): string | null => (value === null ? null : plain(value));
const decimal = (stored: string | null): Decimal | null => (stored === null ? null : new Decimal(stored));

export const storedMeasures = (measures: Measures): StoredMeasures =>
  Object.fromEntries(STORED_MEASURE_NAMES.map((name) => [name, text(measures[name])])) as StoredMeasures;

const fieldsBy = (value: (name: MeasureName) => string | null): MeasureFields =>
  Object.fromEntries(MEASURE_NAMES.map((name) => [MEASURES[name].column, value(name)])) as MeasureFields;

export const fieldsOfMeasures = (measures: Measures): MeasureFields => fieldsBy((name) => text(measures[name]));

/** The measures of a contract that is not active. */
export const NO_MEASURE_FIELDS: MeasureFields = fieldsBy(() => '0');

/** Stored measures as they are; the others are derived from them. */
export const measureFields = (stored: StoredMeasures): MeasureFields => {
  const amounts = { contractValue: decimal(stored.contractValue), oneTime: decimal(stored.oneTime) };
  return fieldsBy((name) => {
    const measure = MEASURES[name];
    return 'ofStored' in measure ? text(measure.ofStored(amounts)) : stored[name as StoredMeasureName];
  });
};

/** Whether two spans are worth the same. */
export const haveSameMeasures = (a: StoredMeasures, b: StoredMeasures): boolean =>
  STORED_MEASURE_NAMES.every((name) => a[name] === b[name]);
