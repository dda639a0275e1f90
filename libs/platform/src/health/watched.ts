import type { Registry } from 'prom-client';
import type { ReadinessCheck } from './readiness.ts';

/** The checks and metrics of an app. A class, so that it is type and injection token in one. */
export abstract class Watched {
  abstract readonly checks: readonly ReadinessCheck[];
  abstract readonly registry: Registry;
}
