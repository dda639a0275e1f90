/** A buffer to append to, also from its own earlier bytes. */
export class GrowingBuffer {
  #bytes: Buffer;
  #length = 0;

  constructor(expectedLength: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(64, expectedLength));
  }

  append(from: Buffer, start: number, length: number): void {
    if (start + length > from.length) throw new RangeError('Compressed data ends too early.');
    this.#reserve(length);
    from.copy(this.#bytes, this.#length, start, start + length);
    this.#length += length;
  }

  /**
   * Appends the `length` bytes that begin `distance` bytes back, byte by byte where they overlap with the appended
   * ones.
   */
  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw new RangeError('Compressed data points before its beginning.');
    this.#reserve(length);
    const start = this.#length - distance;
    if (distance >= length) this.#bytes.copyWithin(this.#length, start, start + length);
    else for (let at = 0; at < length; at += 1) this.#bytes[this.#length + at] = this.#bytes[start + at] ?? 0;
    this.#length += length;
  }

  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(length: number): void {
    const needed = this.#length + length;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
