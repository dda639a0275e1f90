import { growth } from './growth.ts';
import { ingest } from './ingest.ts';
import type { Suite } from './suite.ts';

/** In the order in which they run. */
export const suites: Readonly<Record<string, Suite>> = { ingest, growth };
