import type { ColumnKind, ExportColumn, ExportedTable, ExportRow } from '@app/persistence';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { scaled } from './scaled.ts';

/** Rows that are encoded together. They are what memory holds. */
const GROUP = 20_000;
const PRECISION = 38;
const DAY_MS = 86_400_000;

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const TYPES: Readonly<Record<Exclude<ColumnKind, 'decimal'>, Omit<Element, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
  integer: { type: 'INT64' },
  date: { type: 'INT32', converted_type: 'DATE' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
  boolean: { type: 'BOOLEAN' },
};

const elementOf = ({ name, kind, places }: ExportColumn): Element => {
  const optional = { name, repetition_type: 'OPTIONAL' as const };
  if (kind !== 'decimal') return { ...optional, ...TYPES[kind] };
  return {
    ...optional,
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    converted_type: 'DECIMAL',
    precision: PRECISION,
    scale: places,
  };
};

/** Of an instant in UTC, whose fraction has up to six digits. */
const micros = (instant: string): bigint => {
  const [seconds = '', fraction = ''] = instant.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
};

/** The value that the format takes. A decimal is a whole number of its smallest unit, so it stays exact. */
const valueOf = (text: string, { name, kind, places }: ExportColumn): unknown => {
  switch (kind) {
    case 'decimal':
      return scaled(text, places, name);
    case 'integer':
      return BigInt(text);
    case 'date':
      return Date.parse(text) / DAY_MS;
    case 'instant':
      return micros(text);
    case 'boolean':
      return text === 'true';
    case 'json':
      return JSON.parse(text);
    case 'text':
      return text;
  }
};

/** Writes into memory; `taken` gives away what was written so far. */
class GivenAway extends ByteWriter {
  taken(): Uint8Array {
    const bytes = new Uint8Array(this.buffer, 0, this.index).slice();
    this.index = 0;
    return bytes;
  }

  /** The last bytes are given away as all others. */
  override finish(): void {}
}

/** A table as Parquet, one group of rows at a time: amounts are decimals of 38 digits, dates are dates. */
export async function* parquetChunks({ columns, pages }: ExportedTable): AsyncGenerator<Uint8Array> {
  const out = new GivenAway();
  const schema = [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)];
  const parquet = new ParquetWriter({ writer: out, schema, createdBy: 'acv-stream' });
  const write = (rows: readonly ExportRow[]): void => {
    if (rows.length === 0) return;
    const columnData = columns.map((column, i) => ({
      name: column.name,
      data: rows.map((row) => {
        const text = row[i] ?? null;
        return text === null ? null : valueOf(text, column);
      }),
    }));
    void parquet.write({ columnData, rowGroupSize: rows.length });
  };
  let group: ExportRow[] = [];
  for await (const rows of pages) {
    group.push(...rows);
    if (group.length < GROUP) continue;
    write(group);
    group = [];
    yield out.taken();
  }
  write(group);
  void parquet.finish();
  yield out.taken();
}
