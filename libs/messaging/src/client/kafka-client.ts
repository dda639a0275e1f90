import type { ConnectionOptions } from 'node:tls';
import { Kafka, type LogEntry, logLevel, type SASLOptions } from 'kafkajs';
import { readAllCompressions } from '../compression/codecs.ts';
import type { Logger } from '../logger.ts';
import { calmRequestQueues } from './calm-request-queues.ts';

export type KafkaConnection = Readonly<{
  /** `host:port` of some brokers; the others are found through them. */
  brokers: readonly string[];
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: SASLOptions;
  /** After how many milliseconds without an answer a request counts as failed. Default 30,000. */
  requestTimeoutMs?: number;
}>;

/** What the rooms outside know of the driver: that it is made here and passed back in. */
export type KafkaClient = Kafka;

export function kafkaClient(connection: KafkaConnection, logger: Logger): KafkaClient {
  calmRequestQueues();
  readAllCompressions();
  const { brokers, clientId, ssl, sasl, requestTimeoutMs = 30_000 } = connection;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 5_000,
    requestTimeout: requestTimeoutMs,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => bridge(logger, entry),
  });
}

/**
 * The driver logs as an error what it then retries; whether something is one is decided by who calls it. So its errors
 * arrive as warnings and what it tells of its doings as debug lines.
 */
function bridge(logger: Logger, { namespace, level, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...fields } = log;
  const isAlarm = level <= logLevel.WARN && !isExpected(message);
  logger[isAlarm ? 'warn' : 'debug'](`${namespace}: ${message}`, fields);
}

/** The relay limits retries on purpose and throws the producer away after a failure, which keeps the guarantee. */
const isExpected = (message: string): boolean => message.startsWith('Limiting retries for the idempotent producer');
