/** What the values of an exported column are. A `json` value is a document, an `instant` is in UTC. */
export type ColumnKind = 'text' | 'integer' | 'decimal' | 'date' | 'instant' | 'boolean' | 'json';

/** `places`: the most decimals that a `decimal` has; 0 for all other kinds. */
export type ExportColumn = Readonly<{ name: string; kind: ColumnKind; places: number }>;

/** The kinds by the number of the type in Postgres. */
const KINDS: Readonly<Record<number, ColumnKind>> = {
  16: 'boolean',
  20: 'integer',
  21: 'integer',
  23: 'integer',
  25: 'text',
  114: 'json',
  1009: 'json',
  1043: 'text',
  1082: 'date',
  1184: 'instant',
  1700: 'decimal',
  3802: 'json',
};

/** Amounts are rounded to 10 places once; rates may have 20 (reference of exchange rates). */
const PLACES = { amount: 10, rate: 20 };

/** Throws if the type is none that views have. */
export const exportColumn = ({ name, dataTypeID }: Readonly<{ name: string; dataTypeID: number }>): ExportColumn => {
  const kind = KINDS[dataTypeID];
  if (kind === undefined) throw new Error(`the column ${name} has type ${dataTypeID}, which is not exported`);
  if (kind !== 'decimal') return { name, kind, places: 0 };
  return { name, kind, places: name === 'fx_rate' ? PLACES.rate : PLACES.amount };
};

const TEXTS = 1009;

/** A text array as Postgres writes it, `{a,"b c"}`, as JSON. Null elements do not occur. */
const arrayAsJson = (text: string): string =>
  `[${[...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)]
    .map(([, quoted, plain = '']) => JSON.stringify(quoted?.replaceAll(/\\(.)/g, '$1') ?? plain))
    .join(',')}]`;

const withoutZeros = (decimal: string): string => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);

/** `2025-03-31 12:00:00.5+00` as RFC 3339. */
const rfc3339 = (text: string): string => text.replace(' ', 'T').replace(/\+00$/, 'Z');

const asItIs = (text: string): string => text;

const WRITERS: Readonly<Record<ColumnKind, (text: string) => string>> = {
  text: asItIs,
  integer: asItIs,
  decimal: withoutZeros,
  date: asItIs,
  instant: rfc3339,
  boolean: (text) => (text === 't' ? 'true' : 'false'),
  json: asItIs,
};

/** How a column's text from Postgres is written: decimals without trailing zeros, instants in RFC 3339. */
export const valueWriter = ({ dataTypeID }: Readonly<{ dataTypeID: number }>): ((text: string) => string) => {
  if (dataTypeID === TEXTS) return arrayAsJson;
  const kind = KINDS[dataTypeID];
  return kind === undefined ? asItIs : WRITERS[kind];
};
