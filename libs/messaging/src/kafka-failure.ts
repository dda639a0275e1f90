import { chainOf, type Failure, networkFailure } from '@app/platform';

/** An assigned partition is not in its topic: the topic was deleted, or created again with fewer partitions. */
export class PartitionMissing extends Error {
  override readonly name = 'PartitionMissing';
}

const LOGIN = ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const;
const BROKERS = ['KAFKA_BROKERS'] as const;
const CERTIFICATES = ['KAFKA_SSL_CA_FILE'] as const;

/**
 * Failures that no wait can mend, by the driver's name of the error or the broker's name of its code, with the settings
 * that can. All others are retried: topics appear, coordinators move, and rights are granted.
 */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  KafkaJSSASLAuthenticationError: LOGIN,
  SASL_AUTHENTICATION_FAILED: LOGIN,
  UNSUPPORTED_SASL_MECHANISM: LOGIN,
  KafkaJSServerDoesNotSupportApiKey: BROKERS,
  UNSUPPORTED_VERSION: BROKERS,
};

/** The driver reports a connection that breaks during a login as a refused login, with this in its message. */
const BROKEN_LOGIN = /Closed connection|Connection (error|timeout|closed)|timed out|ECONN/i;

const typeOf = (error: Error): string => {
  const type: unknown = Reflect.get(error, 'type');
  return typeof type === 'string' ? type : '';
};

const refusedBy = (error: Error): readonly string[] | null => {
  const settings = REFUSED[typeOf(error)] ?? REFUSED[error.name] ?? null;
  return settings === LOGIN && BROKEN_LOGIN.test(error.message) ? null : settings;
};

const isOfDriver = (error: Error): boolean => error instanceof PartitionMissing || error.name.startsWith('KafkaJS');

/** The failure of the brokers, or of the driver on the way to them, that an error is. Null: it is none. */
export const kafkaFailure = (error: unknown): Failure | null => {
  const chain = chainOf(error);
  if (!chain.some(isOfDriver)) return null;
  const refused = chain.flatMap((of) => refusedBy(of) ?? []);
  if (refused.length > 0) return { class: 'setting', settings: [...new Set(refused)] };
  const untrusted = chain.map((of) => networkFailure(of, CERTIFICATES)).find((found) => found?.class === 'setting');
  return untrusted ?? { class: 'retry' };
};
