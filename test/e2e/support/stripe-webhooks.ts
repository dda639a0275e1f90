import { createHmac } from 'node:crypto';
import { type App, startApp } from './app.ts';
import type { Stage } from './stage.ts';

const SECRET = 'whsec_of-the-suite';

/** Starts the service that takes webhooks of Stripe and produces them to this topic. */
export const startStripeWebhooks = (stage: Stage, topic: string): Promise<App> =>
  startApp('webhooks', {
    ...stage.environment,
    STRIPE_WEBHOOK_SECRETS: SECRET,
    STRIPE_WEBHOOK_PATIENCE: '3s',
    STRIPE_TOPIC: topic,
    WEBHOOKS_HOST: '127.0.0.1',
    WEBHOOKS_PORT: '0',
  });

/** Sends a webhook as Stripe does. False: it was not taken, and has to be sent again. */
export const isDelivered = async (webhooks: App, body: string): Promise<boolean> => {
  const address = /"url":"(http:[^"]+)".*receiving webhooks/.exec(webhooks.log())?.[1] ?? 'http://127.0.0.1:9';
  const at = String(Math.floor(Date.now() / 1_000));
  const v1 = createHmac('sha256', SECRET).update(`${at}.${body}`).digest('hex');
  const answer = await fetch(`${address}/ingest/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${v1}` },
    body,
  }).catch(() => null);
  await answer?.text();
  return answer?.status === 200;
};
