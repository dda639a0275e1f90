import { messageOf } from '@app/platform';
import { errorClass } from './external-failures.ts';
import type { ServiceContext } from './service-context.ts';

/**
 * Decides about an error that nobody awaits, as drivers leave behind when a connection breaks. The work that met an
 * external failure is repeated where it is awaited, so the failure is only logged. Any other error halts the service.
 */
export const strayErrors =
  ({ logger, halt }: Pick<ServiceContext, 'logger' | 'halt'>) =>
  (error: unknown): void => {
    if (errorClass(error) === 'retry') logger.warn({ err: error }, `nobody awaited: ${messageOf(error)}`);
    else halt(error);
  };
