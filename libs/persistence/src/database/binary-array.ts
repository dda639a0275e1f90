/** Of Postgres' own types, as its catalog numbers them. */
const OID = { int8: 20, text: 25 } as const;

/** Dimensions, whether there are nulls, type, length, first index: four bytes each. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const ASCII_MAX = 0x7f;

/** A code unit takes at most three bytes in UTF-8. */
const mostBytes = (value: string | Buffer | null): number =>
  value === null ? 0 : typeof value === 'string' ? 3 * value.length : value.length;

const writeHeader = (array: Buffer, type: number, length: number): void => {
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  // It may say that there are nulls where there are none.
  array.writeInt32BE(1, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
};

/** How many bytes were written. A loop is faster than the call of a writer for texts as short as names and dates. */
const writeText = (array: Buffer, text: string, at: number): number => {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > ASCII_MAX) return array.write(text, at, 'utf8');
    array[at + i] = unit;
  }
  return text.length;
};

const writeItem = (array: Buffer, value: string | Buffer | null, at: number): number => {
  if (value === null) {
    array.writeInt32BE(-1, at);
    return LENGTH_BYTES;
  }
  const from = at + LENGTH_BYTES;
  const length = typeof value === 'string' ? writeText(array, value, from) : value.length;
  if (typeof value !== 'string') array.set(value, from);
  array.writeInt32BE(length, at);
  return LENGTH_BYTES + length;
};

/**
 * A parameter of the type `text[]` in Postgres' binary format; a buffer among the values is text in UTF-8. The driver
 * passes it on as it is, where it would escape each field of an array of its own, and the server reads it with a copy.
 */
export const textArray = (values: readonly (string | Buffer | null)[]): Buffer => {
  const array = Buffer.allocUnsafe(
    values.reduce((size: number, value) => size + LENGTH_BYTES + mostBytes(value), HEADER_BYTES),
  );
  writeHeader(array, OID.text, values.length);
  let end = values.length === 0 ? HEADER_BYTES - 2 * LENGTH_BYTES : HEADER_BYTES;
  for (const value of values) end += writeItem(array, value, end);
  return array.subarray(0, end);
};

/** A parameter of the type `bigint[]` in Postgres' binary format. */
export const bigintArray = (values: readonly bigint[]): Buffer => {
  const item = LENGTH_BYTES + 8;
  const array = Buffer.allocUnsafe(HEADER_BYTES + values.length * item);
  writeHeader(array, OID.int8, values.length);
  values.forEach((value, i) => {
    array.writeInt32BE(8, HEADER_BYTES + i * item);
    array.writeBigInt64BE(value, HEADER_BYTES + i * item + LENGTH_BYTES);
  });
  return values.length === 0 ? array.subarray(0, HEADER_BYTES - 2 * LENGTH_BYTES) : array;
};
