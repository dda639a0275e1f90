/** Code-point order, the order of every list of ids and keys. UTF-8 bytes sort as code points do. */
export const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
