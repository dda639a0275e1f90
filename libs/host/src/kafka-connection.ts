import type { KafkaConnection } from '@app/messaging';
import type { kafkaSettings, Settings } from '@app/platform';
import { settingFile } from './certificates.ts';
import { oauthTokens } from './oauth-tokens.ts';

export type KafkaGroup = Settings<{ kafka: typeof kafkaSettings }>['kafka'];

const passwordLogin = (mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512', who: Who): KafkaConnection['sasl'] => {
  switch (mechanism) {
    case 'plain':
      return { mechanism: 'plain', ...who };
    case 'scram-sha-256':
      return { mechanism: 'scram-sha-256', ...who };
    case 'scram-sha-512':
      return { mechanism: 'scram-sha-512', ...who };
  }
};

type Who = Readonly<{ username: string; password: string }>;

/** The settings have been checked, so what a mechanism needs is there. */
const login = (kafka: KafkaGroup): Pick<KafkaConnection, 'sasl'> => {
  const { saslMechanism: mechanism, saslUsername, saslPassword } = kafka;
  const { oauthTokenUrl, oauthClientId, oauthClientSecret, oauthScope } = kafka;
  if (mechanism === 'oauthbearer') {
    if (oauthTokenUrl === null || oauthClientId === null || oauthClientSecret === null) return {};
    const oauthBearerProvider = oauthTokens({
      url: oauthTokenUrl,
      clientId: oauthClientId,
      clientSecret: oauthClientSecret,
      scope: oauthScope,
    });
    return { sasl: { mechanism: 'oauthbearer', oauthBearerProvider } };
  }
  if (mechanism === null || saslUsername === null || saslPassword === null) return {};
  const sasl = passwordLogin(mechanism, { username: saslUsername, password: saslPassword });
  return sasl === undefined ? {} : { sasl };
};

const encryption = async (kafka: KafkaGroup): Promise<KafkaConnection['ssl']> => {
  const { ssl, sslCaFile, sslCertFile, sslKeyFile, sslKeyPassphrase } = kafka;
  if (!ssl || (sslCaFile === null && sslCertFile === null)) return ssl;
  return {
    ...(sslCaFile === null ? {} : { ca: await settingFile('KAFKA_SSL_CA_FILE', sslCaFile) }),
    ...(sslCertFile === null ? {} : { cert: await settingFile('KAFKA_SSL_CERT_FILE', sslCertFile) }),
    ...(sslKeyFile === null ? {} : { key: await settingFile('KAFKA_SSL_KEY_FILE', sslKeyFile) }),
    ...(sslKeyPassphrase === null ? {} : { passphrase: sslKeyPassphrase }),
  };
};

/** The connection that the settings describe. Throws `UsageError` if a certificate or key cannot be read. */
export const kafkaConnection = async (kafka: KafkaGroup): Promise<KafkaConnection> => ({
  brokers: kafka.brokers,
  clientId: kafka.clientId,
  ssl: (await encryption(kafka)) ?? false,
  ...login(kafka),
});
