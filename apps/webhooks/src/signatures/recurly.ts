import { verifyLogin } from './shared-secret.ts';
import { timedHeader, timedSignature } from './timed-signature.ts';
import type { Verify } from './verify.ts';

/** `recurly-signature: <milliseconds>,<hex>[,<hex>…]` over `<milliseconds>.<body>`. */
const verifySignature = timedSignature({
  header: 'recurly-signature',
  joint: '.',
  parse: (header) => {
    const [timestamp, ...signatures] = header.split(',').map((part) => part.trim());
    return timedHeader(timestamp, 1, signatures);
  },
});

/** Recurly signs JSON only. XML comes with basic authentication. */
export const verifyRecurly: Verify = (request, keys) =>
  request.header('recurly-signature') === null ? verifyLogin(request, keys) : verifySignature(request, keys);
