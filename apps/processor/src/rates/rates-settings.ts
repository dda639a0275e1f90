import { defaulted, type Kind, settingsGroup } from '@app/platform';

const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/;
const OFF = 'off';

/** An empty variable is an absent one, so that a word has to say that no topic is read. */
const topicOrOff: Kind<string | null> = {
  name: 'text',
  wanted: `the name of a topic, or ${OFF}`,
  read: (given) => {
    if (given === OFF) return { value: null };
    return TOPIC_NAME.test(given) ? { value: given } : null;
  },
};

/** Where exchange rates come from besides a file. */
export const ratesSettings = settingsGroup({
  title: 'Exchange rates',
  settings: {
    topic: defaulted({
      name: 'RATES_TOPIC',
      kind: topicOrOff,
      default: 'fx.rates.v1',
      description:
        'The topic with exchange rates, read by a consumer group with `-rates` behind its name; `off`: none.',
    }),
  },
});
