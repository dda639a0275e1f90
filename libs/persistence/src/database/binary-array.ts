/** Identifiers of Postgres' own types, from its catalog. */
const OID = { bytea: 17, bigint: 20, text: 25 } as const;

/** Number of dimensions, a flag for nulls, type, length, first index: four bytes each. */
const HEADER_BYTES = 20;
/** An empty array has no dimension, so neither a length nor a first index. */
const EMPTY_BYTES = 12;
const LENGTH_BYTES = 4;
const BIGINT_BYTES = 8;
const ASCII_MAX = 0x7f;
const FIRST_BYTES = 2_048;

/** A code unit takes at most three bytes in UTF-8. */
const mostBytes = (value: string | Buffer | null): number =>
  value === null ? 0 : typeof value === 'string' ? 3 * value.length : value.length;

/** Returns the number of bytes written. For texts as short as names and dates a loop is faster than `Buffer.write`. */
const writeText = (array: Buffer, text: string, at: number): number => {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit > ASCII_MAX) return array.write(text, at, 'utf8');
    array[at + i] = unit;
  }
  return text.length;
};

/**
 * A parameter of the type `text[]`, `bytea[]` or `bigint[]` in Postgres' binary format. Values are written to it as they are
 * added. The driver sends the bytes unchanged, whereas it would escape every field of a JavaScript array, and the
 * server reads them with a single copy.
 */
export class BinaryArray {
  readonly #type: keyof typeof OID;
  #bytes: Buffer;
  #end = HEADER_BYTES;
  #length = 0;

  /** `bytes` is the initial capacity for values. */
  constructor(type: keyof typeof OID, bytes = FIRST_BYTES) {
    this.#type = type;
    this.#bytes = Buffer.allocUnsafe(HEADER_BYTES + bytes);
  }

  /** The bytes that `bytes` would have. */
  get size(): number {
    return this.#end;
  }

  /** A buffer is text in UTF-8, or bytes. */
  addText(value: string | Buffer | null): void {
    this.#reserve(mostBytes(value));
    if (value === null) return this.#added(-1);
    const at = this.#end + LENGTH_BYTES;
    if (typeof value === 'string') return this.#added(writeText(this.#bytes, value, at));
    this.#bytes.set(value, at);
    this.#added(value.length);
  }

  addBigint(value: bigint): void {
    this.#reserve(BIGINT_BYTES);
    this.#bytes.writeBigInt64BE(value, this.#end + LENGTH_BYTES);
    this.#added(BIGINT_BYTES);
  }

  /** The values added so far, as a parameter of a statement. */
  bytes(): Buffer {
    const isEmpty = this.#length === 0;
    this.#bytes.writeInt32BE(isEmpty ? 0 : 1, 0);
    // The flag for nulls may be set even if there are none.
    this.#bytes.writeInt32BE(1, 4);
    this.#bytes.writeInt32BE(OID[this.#type], 8);
    this.#bytes.writeInt32BE(this.#length, 12);
    this.#bytes.writeInt32BE(1, 16);
    return this.#bytes.subarray(0, isEmpty ? EMPTY_BYTES : this.#end);
  }

  /** Writes the length in front of a value whose bytes are already in the buffer. A null has the length -1. */
  #added(length: number): void {
    this.#bytes.writeInt32BE(length, this.#end);
    this.#end += LENGTH_BYTES + Math.max(length, 0);
    this.#length += 1;
  }

  #reserve(bytes: number): void {
    const needed = this.#end + LENGTH_BYTES + bytes;
    if (needed <= this.#bytes.length) return;
    const longer = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, needed));
    this.#bytes.copy(longer, 0, 0, this.#end);
    this.#bytes = longer;
  }
}

/** A parameter of the type `text[]`; a buffer among the values is text in UTF-8. */
export const textArray = (values: readonly (string | Buffer | null)[]): Buffer => {
  const array = new BinaryArray(
    'text',
    values.reduce((size: number, value) => size + LENGTH_BYTES + mostBytes(value), 0),
  );
  for (const value of values) array.addText(value);
  return array.bytes();
};

/** A parameter of the type `bigint[]`. */
export const bigintArray = (values: readonly bigint[]): Buffer => {
  const array = new BinaryArray('bigint', values.length * (LENGTH_BYTES + BIGINT_BYTES));
  for (const value of values) array.addBigint(value);
  return array.bytes();
};
