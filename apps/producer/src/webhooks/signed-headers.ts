import { createHmac } from 'node:crypto';
import type { WrittenFormat } from '../company/writers.ts';

type Headers = Readonly<Record<string, string>>;

const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** A login of the form `name:password`, else a bearer token, for systems that sign nothing. */
const credentials = (secret: string): Headers => ({
  authorization: secret.includes(':') ? `Basic ${Buffer.from(secret).toString('base64')}` : `Bearer ${secret}`,
});

/** The headers with which a system proves that a body is its own, made as its documentation says. */
export const signedHeaders = (format: WrittenFormat, body: string, secret: string, nowMs: number): Headers => {
  const seconds = Math.floor(nowMs / 1000);
  switch (format) {
    case 'stripe':
      return { 'stripe-signature': `t=${seconds},v1=${hmac(secret, `${seconds}.${body}`)}` };
    case 'paddle':
      return { 'paddle-signature': `ts=${seconds};h1=${hmac(secret, `${seconds}:${body}`)}` };
    case 'recurly':
      return { 'recurly-signature': `${nowMs},${hmac(secret, `${nowMs}.${body}`)}` };
    case 'maxio':
      return { 'x-chargify-webhook-signature-hmac-sha-256': hmac(secret, body) };
    case 'chargebee':
    case 'zuora':
    case 'killbill':
      return credentials(secret);
  }
};
