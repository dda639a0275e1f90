import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { type Running, type ServiceContext, ServiceReadiness } from '@app/host/service';
import { createLogger, loadSettings, readiness, SystemClock, NO_TRACING } from '@app/platform';
import { createMetrics } from '@app/platform/service';
import { startWebhooks } from '../src/start-webhooks.ts';
import { webhooksSettings } from '../src/webhooks-settings.ts';

export const SECRET = 'whsec_for-the-tests';

export type Receiving = Readonly<{
  url: string;
  context: ServiceContext;
  /** The states of the readiness checks. */
  checks: () => Promise<string>;
  close: Running['close'];
}>;

/** Starts the service in this process, as `runService` does, on a free port. Stripe is set up. */
export const receiving = async (
  brokers: string,
  topic: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Receiving> => {
  const loaded = loadSettings(webhooksSettings, {
    KAFKA_BROKERS: brokers,
    STRIPE_WEBHOOK_SECRETS: SECRET,
    STRIPE_TOPIC: topic,
    WEBHOOKS_PORT: '0',
    ...environment,
  });
  if (!loaded.isValid) throw new Error(loaded.faults.join());
  let url = '';
  const write = (line: string): void => {
    url = /"url":"([^"]+)".*receiving webhooks/.exec(line)?.[1] ?? url;
  };
  const context: ServiceContext = {
    logger: createLogger({ name: 'test', level: 'info', output: { write } }),
    metrics: createMetrics({ withProcess: false }),
    tracing: NO_TRACING,
    readiness: new ServiceReadiness(),
    clock: new SystemClock(),
    ending: new AbortController().signal,
    halt: (error) => {
      throw error;
    },
  };
  const { close } = await startWebhooks(loaded.settings, context);
  return { url, context, close, checks: async () => (await readiness(context.readiness.checks)).status };
};

/** The headers of a webhook of Stripe over these bytes. */
export const signed = (body: string | Buffer): Readonly<Record<string, string>> => {
  const at = String(Math.floor(Date.now() / 1_000));
  const hex = createHmac('sha256', SECRET).update(`${at}.`).update(body).digest('hex');
  return { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${hex}` };
};

/** Sends a webhook of Stripe. Status 0: no answer came. */
export const deliver = async ({ url }: Pick<Receiving, 'url'>, body: string | Buffer) => {
  const began = performance.now();
  const answer = await fetch(`${url}/ingest/stripe`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: signed(body),
  }).catch(() => null);
  await answer?.arrayBuffer();
  return {
    status: answer?.status ?? 0,
    ms: performance.now() - began,
    retryAfter: answer?.headers.get('retry-after') ?? null,
  };
};
