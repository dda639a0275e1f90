import { boolean, choice, list, path, text, url } from '../kind.ts';
import { defaulted, optional, required } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

type Login = Readonly<Record<'saslMechanism' | 'saslUsername' | 'saslPassword', string | null>> &
  Readonly<Record<'oauthTokenUrl' | 'oauthClientId' | 'oauthClientSecret' | 'oauthScope', string | null>>;

/** What a mechanism needs has to be there, and nothing that only another one reads. */
const loginFaults = (given: Login): readonly string[] => {
  const { saslMechanism, saslUsername, saslPassword, oauthTokenUrl, oauthClientId, oauthClientSecret, oauthScope } =
    given;
  const password = [saslUsername, saslPassword].filter((part) => part !== null).length;
  const token = [oauthTokenUrl, oauthClientId, oauthClientSecret].filter((part) => part !== null).length;
  const byToken = saslMechanism === 'oauthbearer';
  const byPassword = saslMechanism !== null && !byToken;
  const faults: string[] = [];
  if (password !== (byPassword ? 2 : 0))
    faults.push(
      'KAFKA_SASL_MECHANISM (not oauthbearer), KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD go together: expected all of them or none',
    );
  if (token !== (byToken ? 3 : 0))
    faults.push(
      'KAFKA_SASL_MECHANISM=oauthbearer, KAFKA_OAUTH_TOKEN_URL, KAFKA_OAUTH_CLIENT_ID and KAFKA_OAUTH_CLIENT_SECRET go together: expected all of them or none',
    );
  if (oauthScope !== null && !byToken)
    faults.push('KAFKA_OAUTH_SCOPE is given, but KAFKA_SASL_MECHANISM is not oauthbearer');
  return faults;
};

type Certificates = Readonly<{ ssl: boolean }> &
  Readonly<Record<'sslCaFile' | 'sslCertFile' | 'sslKeyFile' | 'sslKeyPassphrase', string | null>>;

const certificateFaults = ({
  ssl,
  sslCaFile,
  sslCertFile,
  sslKeyFile,
  sslKeyPassphrase,
}: Certificates): readonly string[] => {
  const faults: string[] = [];
  for (const [name, file] of [
    ['KAFKA_SSL_CA_FILE', sslCaFile],
    ['KAFKA_SSL_CERT_FILE', sslCertFile],
  ])
    if (file !== null && !ssl) faults.push(`${name} is given, but KAFKA_SSL is false: expected true`);
  if ((sslCertFile === null) !== (sslKeyFile === null))
    faults.push('KAFKA_SSL_CERT_FILE and KAFKA_SSL_KEY_FILE go together: expected both or none');
  if (sslKeyPassphrase !== null && sslKeyFile === null)
    faults.push('KAFKA_SSL_KEY_PASSPHRASE is given, but KAFKA_SSL_KEY_FILE is not');
  return faults;
};

/** The connection to the brokers, for every app that talks to Kafka. */
export const kafkaSettings = settingsGroup({
  title: 'Kafka',
  settings: {
    brokers: required({
      name: 'KAFKA_BROKERS',
      kind: list({ of: 'brokers as host:port', shape: /^\S+:\d{1,5}$/ }),
      description: 'The brokers to ask first; the others of the cluster are found through them.',
    }),
    clientId: defaulted({
      name: 'KAFKA_CLIENT_ID',
      kind: text(),
      default: 'acv-stream',
      description: 'The name of this program in the logs and quotas of the brokers.',
    }),
    ssl: defaulted({
      name: 'KAFKA_SSL',
      kind: boolean(),
      default: 'false',
      description: 'Whether connections to the brokers are encrypted.',
    }),
    sslCaFile: optional({
      name: 'KAFKA_SSL_CA_FILE',
      kind: path(),
      description: 'The certificates (PEM) to trust instead of those that the system trusts.',
    }),
    sslCertFile: optional({
      name: 'KAFKA_SSL_CERT_FILE',
      kind: path(),
      description:
        'The certificate (PEM) by which this program proves who it is to the brokers, with its intermediates.',
    }),
    sslKeyFile: optional({
      name: 'KAFKA_SSL_KEY_FILE',
      kind: path(),
      description: 'The private key (PEM) of the certificate in `KAFKA_SSL_CERT_FILE`.',
    }),
    sslKeyPassphrase: optional({
      name: 'KAFKA_SSL_KEY_PASSPHRASE',
      kind: text(),
      isSecret: true,
      description: 'The passphrase of the private key; without it the key is not encrypted.',
    }),
    saslMechanism: optional({
      name: 'KAFKA_SASL_MECHANISM',
      kind: choice('plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'),
      description: 'The mechanism of the login to the brokers; without it there is no login.',
    }),
    saslUsername: optional({
      name: 'KAFKA_SASL_USERNAME',
      kind: text(),
      description: 'The user name of a plain or SCRAM login to the brokers.',
    }),
    saslPassword: optional({
      name: 'KAFKA_SASL_PASSWORD',
      kind: text(),
      isSecret: true,
      description: 'The password of a plain or SCRAM login to the brokers.',
    }),
    oauthTokenUrl: optional({
      name: 'KAFKA_OAUTH_TOKEN_URL',
      kind: url('https', 'http'),
      description: 'Where an `oauthbearer` login gets its tokens, by the grant of client credentials.',
    }),
    oauthClientId: optional({
      name: 'KAFKA_OAUTH_CLIENT_ID',
      kind: text(),
      description: 'The client id of an `oauthbearer` login.',
    }),
    oauthClientSecret: optional({
      name: 'KAFKA_OAUTH_CLIENT_SECRET',
      kind: text(),
      isSecret: true,
      description: 'The client secret of an `oauthbearer` login.',
    }),
    oauthScope: optional({
      name: 'KAFKA_OAUTH_SCOPE',
      kind: text(),
      description: 'The scopes to ask for, separated by blanks; without it those that the client has by default.',
    }),
  },
  faultsOf: (given) => [...loginFaults(given), ...certificateFaults(given)],
});
