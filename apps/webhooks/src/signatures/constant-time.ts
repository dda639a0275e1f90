import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const HEX_SHA256 = /^[0-9a-f]{64}$/i;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are equal, in a time that tells neither where they differ nor how long the other one is. */
export const isSameText = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

const hmacOf = (secret: string, parts: readonly (string | Buffer)[]): Buffer => {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};

/**
 * Whether one of the hexadecimal signatures is the HMAC-SHA256 of the parts by one of the secrets. Every pair is compared,
 * so the time tells neither which nor how much of it fits. The body is hashed once for each secret, however many
 * signatures a stranger sends.
 */
export const isSigned = (
  secrets: readonly string[],
  parts: readonly (string | Buffer)[],
  signatures: readonly string[],
): boolean => {
  const given = signatures.filter((signature) => HEX_SHA256.test(signature)).map((hex) => Buffer.from(hex, 'hex'));
  const expected = secrets.map((secret) => hmacOf(secret, parts));
  return expected.flatMap((hmac) => given.map((signature) => timingSafeEqual(hmac, signature))).includes(true);
};
