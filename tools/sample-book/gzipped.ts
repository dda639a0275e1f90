import { gzipSync } from 'node:zlib';

const OPERATING_SYSTEM = 9;
const UNKNOWN = 255;

/** Compressed without a time and without an operating system, so that only the text decides about the bytes. */
export const gzipped = (text: string): Buffer => {
  const bytes = gzipSync(text, { level: 9 });
  bytes[OPERATING_SYSTEM] = UNKNOWN;
  return bytes;
};
