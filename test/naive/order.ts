/** Code-point order, in which every list of ids and keys is sorted. UTF-8 bytes have the same order. */
export const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
