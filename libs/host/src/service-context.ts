import type { Clock, Logger, Tracing } from '@app/platform';
import type { Metrics } from '@app/platform/service';
import type { ServiceReadiness } from './service-readiness.ts';

/** The surroundings of a running service. */
export type ServiceContext = Readonly<{
  logger: Logger;
  metrics: Metrics;
  tracing: Tracing;
  readiness: ServiceReadiness;
  clock: Clock;
  /** Aborted when the service is to end. */
  ending: AbortSignal;
  /** Ends the process after a failure that no wait can mend. Its supervisor restarts it. */
  halt: (error: unknown) => void;
}>;

/** A running service. `close` ends it within seconds; its transactions in work commit or roll back. */
export type Running = Readonly<{ close: () => Promise<void> }>;
