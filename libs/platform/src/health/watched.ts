import type { Registry } from 'prom-client';
import type { ReadinessCheck } from './readiness.ts';

/** The checks, notes and metrics of an app. A class, so that it is type and injection token in one. */
export abstract class Watched {
  abstract readonly checks: readonly ReadinessCheck[];
  /** What people should know of a service that is ready all the same, by name. */
  abstract readonly notes: Readonly<Record<string, string>>;
  abstract readonly registry: Registry;
}
