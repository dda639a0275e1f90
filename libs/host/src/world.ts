import { isKafkaFailure } from '@app/messaging';
import { failureClass } from '@app/persistence';
import { type ErrorClass, withRetries } from '@app/platform';
import type { ServiceContext } from './service-context.ts';

/** The one decision about errors: what the world broke is tried again, anything else ends the process, progress kept. */
export const errorClass = (error: unknown): ErrorClass =>
  isKafkaFailure(error) || failureClass(error) === 'retry' ? 'retry' : 'fail';

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

type Patience = Pick<ServiceContext, 'conditions' | 'logger'> & Readonly<{ signal: AbortSignal; maxMs?: number }>;

/** Does the work until the world lets it succeed; `name` is unready meanwhile. */
export const patiently = async <T>(
  name: string,
  { conditions, logger, signal, maxMs = 10_000 }: Patience,
  work: () => Promise<T>,
): Promise<T> => {
  const done = await withRetries(work, {
    classify: errorClass,
    signal,
    firstMs: 100,
    maxMs,
    onRetry: ({ error, attempt, delayMs }) => {
      conditions.down(name, messageOf(error));
      logger.warn({ err: error, attempt, delayMs }, `${name}: ${messageOf(error)}`);
    },
  });
  conditions.up(name);
  return done;
};
