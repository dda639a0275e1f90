import { gzipSync } from 'node:zlib';

const OPERATING_SYSTEM = 9;
const UNKNOWN = 255;

/** Compressed without a time and without the name of an operating system, so that nothing but the text decides. */
export const gzipped = (text: string): Buffer => {
  const bytes = gzipSync(text, { level: 9 });
  bytes[OPERATING_SYSTEM] = UNKNOWN;
  return bytes;
};
