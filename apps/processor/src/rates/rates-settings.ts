import { defaulted, type Kind, settingsGroup, TOPIC_NAME } from '@app/platform';

const OFF = 'off';

/** An empty variable counts as absent, so a word has to say that no topic is read. */
const topicOrOff: Kind<string | null> = {
  name: 'text',
  expected: `the name of a topic, or ${OFF}`,
  read: (given) => {
    if (given === OFF) return { value: null };
    return TOPIC_NAME.test(given) ? { value: given } : null;
  },
};

/** The source of exchange rates besides a file. */
export const ratesSettings = settingsGroup({
  title: 'Exchange rates',
  settings: {
    topic: defaulted({
      name: 'RATES_TOPIC',
      kind: topicOrOff,
      default: 'fx.rates.v1',
      description:
        'The topic with exchange rates, read by the consumer group `KAFKA_GROUP_ID` with the suffix `-rates`; `off`: none.',
    }),
  },
});
