import {
  defaulted,
  duration,
  integer,
  kafkaSettings,
  logSettings,
  requestLimits,
  type Settings,
  settingsGroup,
  text,
  topicCreationSettings,
  watchSettings,
} from '@app/platform';
import { SYSTEM_SETTINGS } from './systems/system-settings.ts';

const serverSettings = settingsGroup({
  title: 'Webhooks',
  settings: {
    host: defaulted({
      name: 'WEBHOOKS_HOST',
      kind: text(),
      default: '127.0.0.1',
      description: 'The address that webhooks come to; the image sets 0.0.0.0.',
    }),
    port: defaulted({
      name: 'WEBHOOKS_PORT',
      kind: integer({ min: 0, max: 65_535 }),
      default: '8091',
      description: 'The port that webhooks come to; 0 chooses a free one.',
    }),
    toleranceMs: defaulted({
      name: 'WEBHOOKS_TOLERANCE',
      kind: duration({ minMs: 1_000, maxMs: 86_400_000 }),
      default: '5m',
      description: 'How far the time that Stripe, Paddle and Recurly sign may be from the time of this machine.',
    }),
    bodyLimit: defaulted({
      name: 'WEBHOOKS_BODY_LIMIT',
      kind: integer({ min: 1_024, max: 1_048_576 }),
      default: '1048576',
      description: 'The most bytes of a body; the processor reads no larger record.',
    }),
    requestTimeoutMs: defaulted({
      name: 'WEBHOOKS_REQUEST_TIMEOUT',
      kind: duration({ minMs: 1_000, maxMs: 60_000 }),
      default: '10s',
      description: 'How long a request may take to arrive.',
    }),
    ...requestLimits({ prefix: 'WEBHOOKS', requestsPerMinute: '60000', sender: 'one address' }),
    maxWaitingBytes: defaulted({
      name: 'WEBHOOKS_MAX_WAITING_BYTES',
      kind: integer({ min: 1_048_576, max: 1_073_741_824 }),
      default: '67108864',
      description: 'The most bytes that wait for the brokers; the answer to further webhooks is 503 at once.',
    }),
  },
});

export const webhooksSettings = {
  server: serverSettings,
  ...SYSTEM_SETTINGS,
  kafka: kafkaSettings,
  topicCreation: topicCreationSettings,
  log: logSettings,
  watch: watchSettings(8083),
};

export type WebhooksSettings = Settings<typeof webhooksSettings>;
