import { namedParts, timedHeader, timedSignature } from './timed-signature.ts';

/** `Paddle-Signature: ts=<seconds>;h1=<hex>[;h1=<hex>…]` over `<ts>:<body>`. */
export const verifyPaddle = timedSignature({
  header: 'paddle-signature',
  joint: ':',
  parse: (header) => {
    const parts = namedParts(header, ';');
    return timedHeader(parts.get('ts')?.[0], 1_000, parts.get('h1') ?? []);
  },
});
