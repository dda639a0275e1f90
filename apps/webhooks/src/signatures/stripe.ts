import { namedParts, timedHeader, timedSignature } from './timed-signature.ts';

/** `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=<hex>…]` over `<t>.<body>`. Other schemes than v1 are not read. */
export const verifyStripe = timedSignature({
  header: 'stripe-signature',
  joint: '.',
  parse: (header) => {
    const parts = namedParts(header, ',');
    return timedHeader(parts.get('t')?.[0], 1_000, parts.get('v1') ?? []);
  },
});
