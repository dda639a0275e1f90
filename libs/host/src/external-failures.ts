import { isKafkaFailure } from '@app/messaging';
import { failureClass } from '@app/persistence';
import { backoff, type ErrorClass, messageOf, withRetries } from '@app/platform';
import type { ServiceContext } from './service-context.ts';

/**
 * The one decision about errors. External failures, those of Kafka and Postgres, are retried. Any other error is a bug:
 * it ends the process, and the progress stays where it was.
 */
export const errorClass = (error: unknown): ErrorClass =>
  isKafkaFailure(error) || failureClass(error) === 'retry' ? 'retry' : 'fail';

type Surroundings = Pick<ServiceContext, 'readiness' | 'logger'> &
  Readonly<{
    signal: AbortSignal;
    /** The longest wait between attempts, in milliseconds. Default 10,000. */
    maxWaitMs?: number;
  }>;

/** Repeats the work while external failures stop it. The service is unready under `name` in the meantime. */
export const retryExternalFailures = async <T>(
  name: string,
  { readiness, logger, signal, maxWaitMs = 10_000 }: Surroundings,
  work: () => Promise<T>,
): Promise<T> => {
  const done = await withRetries(work, {
    classify: errorClass,
    signal,
    waitMs: backoff({ firstMs: 100, maxMs: maxWaitMs }),
    onRetry: ({ error, attempt, delayMs }) => {
      readiness.down(name, messageOf(error));
      logger.warn({ err: error, attempt, delayMs }, `${name}: ${messageOf(error)}`);
    },
  });
  readiness.up(name);
  return done;
};
