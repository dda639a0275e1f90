import { isSigned } from './constant-time.ts';
import type { Verify } from './verify.ts';

/** The contents of a header that signs a time and the body. */
export type TimedHeader = Readonly<{
  /** As it stands in the header, because it is signed as a text. */
  timestamp: string;
  /** Milliseconds since 1970. */
  atMs: number;
  signatures: readonly string[];
}>;

type Scheme = Readonly<{
  header: string;
  /** Null: not of this form. */
  parse: (header: string) => TimedHeader | null;
  /** Between the time and the body in what is signed. */
  joint: string;
}>;

/** More signatures than any vendor sends would only cost time. */
const SIGNATURES_MAX = 10;

/** Verifies an HMAC-SHA256 of time and body, and that the time is near ours. */
export const timedSignature =
  ({ header, parse, joint }: Scheme): Verify =>
  (request, { secrets, toleranceMs }) => {
    const signed = parse(request.header(header) ?? '');
    if (signed === null || !(Math.abs(request.receivedAtMs - signed.atMs) <= toleranceMs)) return false;
    return isSigned(secrets, [signed.timestamp, joint, request.body], signed.signatures.slice(0, SIGNATURES_MAX));
  };

const DIGITS = /^\d{1,15}$/;

/** The timestamp and the signatures of the parts of a header. Null without a whole number as timestamp. */
export const timedHeader = (
  timestamp: string | undefined,
  msPerUnit: number,
  signatures: readonly string[],
): TimedHeader | null =>
  timestamp !== undefined && DIGITS.test(timestamp)
    ? { timestamp, atMs: Number(timestamp) * msPerUnit, signatures }
    : null;

/** The values of `name=value` parts, by name, in their order. */
export const namedParts = (header: string, separator: string): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const part of header.split(separator)) {
    const [name = '', ...value] = part.trim().split('=');
    found.set(name, [...(found.get(name) ?? []), value.join('=')]);
  }
  return found;
};
