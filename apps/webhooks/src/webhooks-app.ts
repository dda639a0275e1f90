import { limitRequests, ProblemFilter } from '@app/host/service';
import type { Clock, Logger } from '@app/platform';
import { type Metrics, NestLogger } from '@app/platform/service';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { httpServer } from './http/http-server.ts';
import { problemOf } from './http/problem-of.ts';
import type { AcceptWebhook } from './ingest/accept-webhook.ts';
import { WebhooksModule } from './webhooks-module.ts';
import type { WebhooksSettings } from './webhooks-settings.ts';

export type WebhooksAppParts = Readonly<{
  accepting: AcceptWebhook;
  clock: Clock;
  logger: Logger;
  metrics: Pick<Metrics, 'webhookRequests'>;
}>;

/** The application that webhooks come to, not listening yet. */
export const webhooksApp = async (
  { accepting, clock, logger, metrics }: WebhooksAppParts,
  settings: WebhooksSettings['server'],
): Promise<NestFastifyApplication> => {
  const adapter = httpServer({
    ...settings,
    trustedProxies: settings.trustedProxies ?? [],
    isOpen: (system) => accepting.isOpen(system),
    metrics,
  });
  const app = await NestFactory.create<NestFastifyApplication>(WebhooksModule.register({ accepting, clock }), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    // Nest's own parsers would replace ours, which keep the bytes.
    bodyParser: false,
  });
  await limitRequests(app, settings);
  app.useGlobalFilters(new ProblemFilter(logger, problemOf));
  return app;
};
