import { z } from 'zod';
import type { Answer } from './answer.ts';
import { grainParameter } from './parameters.ts';
import { COUNT, DAY, FLAG, TEXT, TIME } from './values.ts';

export const DATA_QUERY = z.strictObject({});

/** The health of the data. */
export const DATA_ANSWER = z
  .strictObject({
    /** When the newest event was recorded, and when it was accepted; null in an empty store. */
    newest_event: z.strictObject({ time: TIME, ingested_at: TIME }).nullable(),
    partitions: z.array(
      z.strictObject({
        topic: TEXT,
        partition: COUNT,
        next_offset: TEXT,
        log_end: TEXT,
        records_behind: COUNT,
        updated_at: TIME,
      }),
    ),
    /** Whether closed periods wait until everything that was there has been read. */
    is_catching_up: FLAG,
    stale_periods: z.array(z.strictObject({ grain: grainParameter, period: TEXT })),
    waiting: z.strictObject({
      /** Contracts with events that wait to be folded. */
      contracts: COUNT,
      /** Changes that no take has read. */
      changes: COUNT,
      /** Records that wait to be published. */
      outgoing: COUNT,
    }),
    set_aside: z.array(
      z.strictObject({
        contract_id: TEXT,
        reason: TEXT,
        attempts: COUNT,
        since: TIME,
        next_attempt_at: TIME,
      }),
    ),
    /** `duration_ms` is null while the store catches up. */
    last_take: z.strictObject({ as_of: DAY, taken_at: TIME, duration_ms: COUNT.nullable() }).nullable(),
    /** Refused records of the last 30 days, and those of any age that wait: neither redriven nor discarded. */
    refused: z.array(z.strictObject({ code: TEXT, count: COUNT, waiting: COUNT })),
    missing_rates: z.array(z.strictObject({ currency: TEXT, contracts: COUNT, customers: COUNT })),
    policy_id: TEXT,
    version: TEXT,
    calc_version: TEXT,
  })
  .meta({ id: 'Data' });

export type DataAnswer = Answer<typeof DATA_ANSWER>;

export const POLICY_QUERY = z.strictObject({});

/** `policy` has the keys of a policy; those at their default are left out. `since`: when the first snapshot under it was emitted; null before that. */
export const POLICY_ANSWER = z
  .strictObject({
    policy_id: TEXT,
    calc_version: TEXT,
    policy: z.record(z.string(), z.unknown()),
    since: TIME.nullable(),
  })
  .meta({ id: 'PolicyInForce' });

export type PolicyAnswer = Answer<typeof POLICY_ANSWER>;
