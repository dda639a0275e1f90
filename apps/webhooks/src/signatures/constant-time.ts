import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are equal, in a time that tells neither where they differ nor how long the other one is. */
export const isSameText = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** Whether the hexadecimal signature is the HMAC-SHA256 of the parts, in a time that does not tell how much of it is. */
const isSignedBy = (secret: string, parts: readonly (string | Buffer)[], signature: string): boolean => {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return HEX_SHA256.test(signature) && timingSafeEqual(hmac.digest(), Buffer.from(signature, 'hex'));
};

/** Whether one of the secrets made one of the signatures. Every pair is compared, so the time does not tell which. */
export const isSigned = (
  secrets: readonly string[],
  parts: readonly (string | Buffer)[],
  signatures: readonly string[],
): boolean =>
  secrets.flatMap((secret) => signatures.map((signature) => isSignedBy(secret, parts, signature))).includes(true);
