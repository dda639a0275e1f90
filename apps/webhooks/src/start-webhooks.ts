import { kafkaConnection } from '@app/host';
import {
  makeTopics,
  retryExternalFailures,
  type Running,
  type ServiceContext,
  showCertificates,
} from '@app/host/service';
import { BatchedSender, BrokerCheck, kafkaClient } from '@app/messaging';
import { settlesWithin } from '@app/platform';
import { AcceptWebhook } from './ingest/accept-webhook.ts';
import { doorsOf, topicsOf } from './systems/doors-of.ts';
import { webhooksApp } from './webhooks-app.ts';
import type { WebhooksSettings } from './webhooks-settings.ts';

/** How long webhooks that were accepted before the end may wait for the brokers. */
const CLOSE_SENDER_MS = 6_000;

/** How long their answers and the connections may take after that. */
const CLOSE_REST_MS = 1_500;

/** Waits for the brokers and the topics, then receives webhooks. What was accepted is finished before the end. */
export const startWebhooks = async (settings: WebhooksSettings, context: ServiceContext): Promise<Running> => {
  const { logger, metrics, readiness, ending } = context;
  readiness.down('kafka', 'not connected yet');
  const doors = doorsOf(settings);
  await showCertificates(settings, metrics);
  const kafka = kafkaClient(await kafkaConnection(settings.kafka), logger);
  await retryExternalFailures('kafka', { ...context, signal: ending }, () =>
    makeTopics(kafka, { inputs: topicsOf(doors), outputs: [] }, settings.topicCreation, logger),
  );
  const brokers = new BrokerCheck(kafka);
  readiness.watch('kafka', brokers.run);
  const sender = new BatchedSender({ kafka, logger, maxWaitingBytes: settings.server.maxWaitingBytes });
  const showWaiting = (): void => metrics.webhookWaitingBytes.set(sender.waitingBytes);
  const accepting = new AcceptWebhook({
    doors,
    metrics,
    send: async (topic, record, withinMs) => {
      const sent = sender.send(topic, record, withinMs);
      showWaiting();
      await sent.finally(showWaiting);
    },
  });
  const app = await webhooksApp({ ...context, accepting }, settings.server);
  await app.listen(settings.server.port, settings.server.host);
  logger.info({ url: await app.getUrl() }, 'receiving webhooks');
  return {
    close: async () => {
      // Both at once: the answers wait for the sender, which refuses what the brokers do not acknowledge in time.
      const closed = app.close();
      await sender.close(CLOSE_SENDER_MS);
      await settlesWithin(CLOSE_REST_MS, Promise.all([closed, brokers.close()]));
    },
  };
};
