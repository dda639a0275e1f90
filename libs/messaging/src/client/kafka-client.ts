import type { ConnectionOptions } from 'node:tls';
import type { Logger } from '@app/platform';
import { Kafka, type LogEntry, logLevel, type SASLOptions } from 'kafkajs';
import { readAllCompressions } from '../compression/codecs.ts';
import { acceptLeaderlessPartitions } from './accept-leaderless-partitions.ts';
import { calmRequestQueues } from './calm-request-queues.ts';
import { inTurn } from './in-turn.ts';
import { warnedBefore } from './warned-before.ts';

export type KafkaConnection = Readonly<{
  /** `host:port` of some brokers. The others are found through them. */
  brokers: readonly string[];
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: SASLOptions;
  /** A request without an answer fails after this time. Default 30,000. */
  requestTimeoutMs?: number;
}>;

/** The driver. Opaque to other rooms: they get it here and pass it back in. */
export type KafkaClient = Kafka;

export function kafkaClient(connection: KafkaConnection, logger: Logger): KafkaClient {
  acceptLeaderlessPartitions();
  calmRequestQueues();
  readAllCompressions();
  const { brokers, clientId, ssl, sasl, requestTimeoutMs = 30_000 } = connection;
  const isRepeat = warnedBefore(() => performance.now());
  return new Kafka({
    clientId,
    brokers: inTurn(brokers),
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 5_000,
    requestTimeout: requestTimeoutMs,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => bridge(logger, isRepeat, entry),
  });
}

/**
 * Logs the driver's errors as warnings and the rest as debug lines: it logs an error before each of its own retries,
 * and only its caller knows whether something has failed.
 */
function bridge(logger: Logger, isRepeat: (text: string) => boolean, { namespace, level, log }: LogEntry): void {
  const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...fields } = log;
  const isAlarm = level <= logLevel.WARN && !isExpected(message) && !isRepeat(`${message} ${String(fields['error'])}`);
  logger[isAlarm ? 'warn' : 'debug'](fields, `${namespace}: ${message}`);
}

/** The warning that limited retries endanger a guarantee. The relay keeps it, because it discards the producer. */
const isExpected = (message: string): boolean => message.startsWith('Limiting retries for the idempotent producer');
