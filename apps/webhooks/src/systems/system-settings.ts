import { defaulted, duration, optional, secrets, settingsGroup, topic } from '@app/platform';

type Described = Readonly<{
  /** The name that people know. */
  title: string;
  /** The first part of the names of the variables. */
  prefix: string;
  /** Where the secrets come from and what they are. */
  secrets: string;
  patience: string;
}>;

const LOGIN_OR_TOKEN =
  'Logins of basic authentication as `name:password`, or tokens for `Authorization: Bearer` or the parameter `token` of the URL';

/** The settings of one billing system's webhooks. */
const systemSettings = ({ title, prefix, secrets: described, patience }: Described) =>
  settingsGroup({
    title: `Webhooks of ${title}`,
    settings: {
      secrets: optional({
        name: `${prefix}_WEBHOOK_SECRETS`,
        kind: secrets(),
        isSecret: true,
        description: `${described}. All are valid at the same time. Without any, no webhooks of ${title} are received.`,
      }),
      topic: defaulted({
        name: `${prefix}_TOPIC`,
        kind: topic(),
        default: `billing.${prefix.toLowerCase()}.v1`,
        description: `The topic for the webhooks of ${title}.`,
      }),
      patienceMs: defaulted({
        name: `${prefix}_WEBHOOK_PATIENCE`,
        kind: duration({ minMs: 1_000, maxMs: 60_000 }),
        default: patience,
        description: `How long ${title} waits for an answer. After four fifths of it the answer is 503, so that it is sent again.`,
      }),
    },
  });

/** The groups of settings by billing system. */
export const SYSTEM_SETTINGS = {
  stripe: systemSettings({
    title: 'Stripe',
    prefix: 'STRIPE',
    secrets: 'The signing secrets of the endpoint (`whsec_…`)',
    patience: '10s',
  }),
  chargebee: systemSettings({
    title: 'Chargebee',
    prefix: 'CHARGEBEE',
    secrets: LOGIN_OR_TOKEN,
    patience: '10s',
  }),
  paddle: systemSettings({
    title: 'Paddle',
    prefix: 'PADDLE',
    secrets: 'The secret keys of the notification destination',
    patience: '5s',
  }),
  recurly: systemSettings({
    title: 'Recurly',
    prefix: 'RECURLY',
    secrets: 'The secret keys of the endpoint, and for XML, which Recurly does not sign, logins as `name:password`',
    patience: '5s',
  }),
  zuora: systemSettings({
    title: 'Zuora',
    prefix: 'ZUORA',
    secrets: LOGIN_OR_TOKEN,
    patience: '10s',
  }),
  maxio: systemSettings({
    title: 'Maxio',
    prefix: 'MAXIO',
    secrets: 'The shared keys of the site',
    patience: '10s',
  }),
  killbill: systemSettings({
    title: 'Kill Bill',
    prefix: 'KILLBILL',
    secrets: LOGIN_OR_TOKEN,
    patience: '15s',
  }),
};
