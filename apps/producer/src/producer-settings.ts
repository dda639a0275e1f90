import { defaulted, integer, kafkaSettings, logSettings, path, settingsGroup, text } from '@app/platform';

const samples = settingsGroup({
  title: 'Sample events',
  settings: {
    file: defaulted({
      name: 'EVENTS_FILE',
      kind: path(),
      default: 'samples/events.jsonl.gz',
      description: 'The events to send, one on each line; `.gz` is unpacked.',
    }),
    topic: defaulted({
      name: 'EVENTS_TOPIC',
      kind: text(),
      default: 'billing.subscription-events.v1',
      description: 'The topic that they are sent to.',
    }),
    perSecond: defaulted({
      name: 'EVENTS_PER_SECOND',
      kind: integer({ min: 0, max: 1_000_000 }),
      default: '50',
      description: 'How many are sent in a second; 0 sends as fast as the brokers take them.',
    }),
  },
});

/** What is needed to write a story or to send it as webhooks. */
export const withoutKafka = { samples, log: logSettings };

export const producerSettings = { kafka: kafkaSettings, ...withoutKafka };
