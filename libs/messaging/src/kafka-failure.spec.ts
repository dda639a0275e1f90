import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { KafkaJSError, KafkaJSNonRetriableError, KafkaJSProtocolError } from 'kafkajs';
import { kafkaFailure, PartitionMissing } from './kafka-failure.ts';

/** Classes that kafkajs throws and does not export. */
const errors = createRequire(import.meta.url)('kafkajs/src/errors') as Readonly<
  Record<string, new (message: string, more?: Readonly<Record<string, unknown>>) => Error>
>;

const ofDriver = (name: string, message: string, more?: Readonly<Record<string, unknown>>): Error => {
  const { [name]: Kind } = errors;
  if (Kind === undefined) throw new Error(`kafkajs has no ${name}`);
  return new Kind(message, more);
};

const protocolError = (type: string): Error =>
  new KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 0, retriable: false }));

const untrusted = Object.assign(new Error('self-signed certificate'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });

describe('kafkaFailure', () => {
  it.each([
    ofDriver('KafkaJSGroupCoordinatorNotFound', 'Failed to find group coordinator'),
    ofDriver('KafkaJSConnectionError', 'Connection error: connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
    new KafkaJSNonRetriableError(new TypeError('inside the driver')),
    protocolError('GROUP_AUTHORIZATION_FAILED'),
    protocolError('INVALID_REPLICATION_FACTOR'),
    new KafkaJSError('something new'),
    new PartitionMissing('events[3] is gone'),
  ])('retries after %s', (error) => {
    expect(kafkaFailure(error)).toEqual({ class: 'retry' });
    expect(kafkaFailure(new Error('in a batch', { cause: error }))).toEqual({ class: 'retry' });
  });

  it('names the login that the brokers refuse', () => {
    const error = ofDriver('KafkaJSSASLAuthenticationError', 'SASL PLAIN authentication failed: Invalid username');
    const settings = ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'];
    expect(kafkaFailure(error)).toEqual({ class: 'setting', settings });
    expect(kafkaFailure(protocolError('SASL_AUTHENTICATION_FAILED'))).toEqual({ class: 'setting', settings });
    expect(kafkaFailure(ofDriver('KafkaJSNonRetriableError', 'given up', { cause: error }))).toMatchObject({
      settings,
    });
  });

  it('retries after a connection that broke during a login', () => {
    const error = ofDriver('KafkaJSSASLAuthenticationError', 'SASL PLAIN authentication failed: Closed connection');
    expect(kafkaFailure(error)).toEqual({ class: 'retry' });
  });

  it('names the certificates that are not trusted, and the brokers that are too old', () => {
    const connection = ofDriver('KafkaJSConnectionError', 'Connection error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(kafkaFailure(connection)).toEqual({ class: 'setting', settings: ['KAFKA_SSL_CA_FILE'] });
    expect(kafkaFailure(protocolError('UNSUPPORTED_VERSION'))).toEqual({
      class: 'setting',
      settings: ['KAFKA_BROKERS'],
    });
  });

  it('knows nothing of an error that the driver has not raised', () => {
    expect(kafkaFailure(new TypeError('a bug'))).toBe(null);
    expect(kafkaFailure(untrusted)).toBe(null);
  });
});
