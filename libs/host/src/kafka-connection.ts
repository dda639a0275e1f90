import { readFile } from 'node:fs/promises';
import type { KafkaConnection } from '@app/messaging';
import { type kafkaSettings, messageOf, type Settings } from '@app/platform';
import { UsageError } from './usage-error.ts';

export type KafkaGroup = Settings<{ kafka: typeof kafkaSettings }>['kafka'];

const trusted = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`KAFKA_SSL_CA_FILE: ${file} cannot be read (${messageOf(cause)})`, { cause });
  }
};

const login = ({ saslMechanism, saslUsername, saslPassword }: KafkaGroup): Pick<KafkaConnection, 'sasl'> => {
  if (saslMechanism === null || saslUsername === null || saslPassword === null) return {};
  const who = { username: saslUsername, password: saslPassword };
  switch (saslMechanism) {
    case 'plain':
      return { sasl: { mechanism: 'plain', ...who } };
    case 'scram-sha-256':
      return { sasl: { mechanism: 'scram-sha-256', ...who } };
    case 'scram-sha-512':
      return { sasl: { mechanism: 'scram-sha-512', ...who } };
  }
};

/** The connection that the settings describe. Throws `UsageError` if the certificates cannot be read. */
export const kafkaConnection = async (kafka: KafkaGroup): Promise<KafkaConnection> => ({
  brokers: kafka.brokers,
  clientId: kafka.clientId,
  ssl: kafka.sslCaFile === null ? kafka.ssl : { ca: await trusted(kafka.sslCaFile) },
  ...login(kafka),
});
