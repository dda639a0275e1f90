import { isSigned } from './constant-time.ts';
import type { Verify } from './verify.ts';

/** `X-Chargify-Webhook-Signature-Hmac-Sha-256: <hex>` over the body. It has no time. */
export const verifyMaxio: Verify = ({ header, body }, { secrets }) =>
  isSigned(secrets, [body], [header('x-chargify-webhook-signature-hmac-sha-256') ?? '']);
