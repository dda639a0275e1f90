import { boolean, choice, list, path, text } from '../kind.ts';
import { defaulted, optional, required } from '../setting.ts';
import { settingsGroup } from '../settings-group.ts';

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
    saslMechanism: optional({
      name: 'KAFKA_SASL_MECHANISM',
      kind: choice('plain', 'scram-sha-256', 'scram-sha-512'),
      description: 'The mechanism of the login to the brokers; without it there is no login.',
    }),
    saslUsername: optional({
      name: 'KAFKA_SASL_USERNAME',
      kind: text(),
      description: 'The user name of the login to the brokers.',
    }),
    saslPassword: optional({
      name: 'KAFKA_SASL_PASSWORD',
      kind: text(),
      isSecret: true,
      description: 'The password of the login to the brokers.',
    }),
  },
  faultsOf: ({ ssl, sslCaFile, saslMechanism, saslUsername, saslPassword }) => {
    const login = [saslMechanism, saslUsername, saslPassword].filter((part) => part !== null).length;
    const faults: string[] = [];
    if (login !== 0 && login !== 3)
      faults.push(
        'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD go together: expected all of them or none',
      );
    if (sslCaFile !== null && !ssl) faults.push('KAFKA_SSL_CA_FILE is given, but KAFKA_SSL is false: expected true');
    return faults;
  },
});
