import type { Clock, Logger, Metrics } from '@app/platform';
import type { Conditions } from './conditions.ts';

/** What a service is given to work with. */
export type ServiceContext = Readonly<{
  logger: Logger;
  metrics: Metrics;
  conditions: Conditions;
  clock: Clock;
  /** Given when the service is to end. */
  ending: AbortSignal;
  /** Ends the process after a failure that no wait mends; its supervisor starts it afresh. */
  halt: (error: unknown) => void;
}>;

/** A service at work. `close` ends it within seconds, with nothing left half done. */
export type Running = Readonly<{ close: () => Promise<void> }>;
