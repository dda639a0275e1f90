import { api } from './api.ts';
import { cold } from './cold.ts';
import { freshness } from './freshness.ts';
import { frugal } from './frugal.ts';
import { growth } from './growth.ts';
import { ingest } from './ingest.ts';
import { replay } from './replay.ts';
import { scaling } from './scaling.ts';
import { snapshots } from './snapshots.ts';
import type { Suite } from './suite.ts';
import { tracing } from './tracing.ts';
import { trickle } from './trickle.ts';
import { webhooks } from './webhooks.ts';

/** The suites in the order in which they run. */
export const suites: Readonly<Record<string, Suite>> = {
  ingest,
  tracing,
  replay,
  growth,
  snapshots,
  cold,
  freshness,
  trickle,
  frugal,
  scaling,
  webhooks,
  api,
};
