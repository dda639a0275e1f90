import { type Among, COVERS_NOW, COVERS_PRIOR, COVERS_YEAR_AGO, ofContracts, spansOf } from './compared-days.sql.ts';
import { sql } from './sql.ts';

export const createWithoutRate = (withoutRate: string, onCommit: string): string => sql`
-- One row for each span, one-time line or booking that would count if its currency had a rate.
CREATE TEMPORARY TABLE IF NOT EXISTS ${withoutRate} (
  contract_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  -- The contract has this currency on the measured day.
  is_currency_now boolean NOT NULL
) ${onCommit}`;

const HAS_NO_RATE = 'NOT IN (SELECT currency FROM rate)';

const INDEXES: Readonly<Record<Among, string>> = {
  all: 'one_time_charge_date and booking_day',
  touched: 'one_time_charge_contract and the primary key of booking',
};

const SPANS_WITHOUT_RATE: Readonly<Record<Among, string>> = {
  all: sql`
SELECT span.contract_id, span.currency, span.active_now
FROM day_span AS span
WHERE span.prior_rate IS NULL`,
  touched: sql`
SELECT span.contract_id, span.currency, ${COVERS_NOW}
FROM touched_span AS span
WHERE span.currency ${HAS_NO_RATE}
  AND span.contract_id IN (SELECT contract_id FROM touched_contract)`,
};

/** Parameter 4 is the first day of the period. */
export const fillWithoutRate = (withoutRate: string, among: Among): string => sql`
-- Contracts that would count if their currency had a rate (definitions, section 6: missing_fx): by their spans on the
-- compared days, and by their one-time lines and bookings of the period. By ${INDEXES[among]}.
INSERT INTO ${withoutRate} (contract_id, currency, is_currency_now)
${SPANS_WITHOUT_RATE[among]}
UNION ALL
SELECT charge.contract_id, charge.currency, false
FROM ${ofContracts('one_time_charge', among, 'charge')}
WHERE charge.date BETWEEN $4 AND $1
  AND charge.currency ${HAS_NO_RATE}
UNION ALL
SELECT booking.contract_id, booking.currency, false
FROM ${ofContracts('booking', among, 'booking')}
WHERE booking.booked_on BETWEEN $4 AND $1
  AND booking.currency ${HAS_NO_RATE}`;

export const CREATE_RENEWING_CONTRACT = sql`
-- One row for each contract that an active contract with ARR renews on a compared day.
CREATE TEMPORARY TABLE IF NOT EXISTS renewing_contract (
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  -- The contract that it renews.
  renewed_contract_id text COLLATE "C" NOT NULL,
  has_rate boolean NOT NULL,
  active_now boolean NOT NULL,
  active_prior boolean NOT NULL,
  active_year_ago boolean NOT NULL
) ON COMMIT DELETE ROWS`;

export const fillRenewingContracts = (among: Among): string => sql`
-- Contracts that renew others while they are active with ARR above 0, one row for each contract that they name: one that is
-- signed but not yet paid for hides nothing (definitions, section 6).${among === 'all' ? ' By span_run_renews.' : ''}
INSERT INTO renewing_contract
SELECT
  span.contract_id,
  span.customer_id,
  named.renewed_contract_id,
  span.currency IN (SELECT currency FROM rate) AS has_rate,
  ${COVERS_NOW} AS active_now,
  ${COVERS_PRIOR} AS active_prior,
  ${COVERS_YEAR_AGO} AS active_year_ago
FROM ${spansOf(among)} AS span
CROSS JOIN LATERAL unnest(span.renews) AS named(renewed_contract_id)
WHERE span.renews IS NOT NULL
  AND span.arr > 0`;

export const leaveOutRenewed = (among: Among): string => sql`
-- A contract that another active contract of the same customer with ARR above 0 renews does not count on that day
-- (definitions, section 6). Activity alone decides, whatever the rates.${among === 'all' ? ' By the primary key of span_run.' : ''}
WITH left_out AS MATERIALIZED (
  SELECT
    span.contract_id,
    span.valid_from,
    bool_or(successor.active_now) AS left_out_now,
    bool_or(successor.active_prior) AS left_out_prior,
    bool_or(successor.active_year_ago) AS left_out_year_ago
  FROM renewing_contract AS successor
  JOIN ${spansOf(among)} AS span
    ON span.contract_id = successor.renewed_contract_id
    AND span.customer_id = successor.customer_id
  WHERE (
    ${COVERS_NOW} AND successor.active_now
    OR ${COVERS_PRIOR} AND successor.active_prior
    OR ${COVERS_YEAR_AGO} AND successor.active_year_ago
  )
    -- Of two that renew each other the larger id stays.
    AND NOT (
      coalesce(successor.contract_id = ANY(span.renews), false)
      AND span.contract_id > successor.contract_id
    )
  GROUP BY span.contract_id, span.valid_from
)
UPDATE day_span
SET
  counts_now = day_span.counts_now AND NOT left_out.left_out_now,
  counts_prior = day_span.counts_prior AND NOT left_out.left_out_prior,
  counts_year_ago = day_span.counts_year_ago AND NOT left_out.left_out_year_ago
FROM left_out
WHERE day_span.contract_id = left_out.contract_id
  AND day_span.valid_from = left_out.valid_from`;

export const leaveOutWithoutRate = (withoutRate: string): string => sql`
-- A contract whose currency on the measured day has no rate is left out of both sides of a comparison (definitions,
-- section 6).
DELETE FROM day_span
USING ${withoutRate} AS without_rate
WHERE without_rate.is_currency_now
  AND without_rate.contract_id = day_span.contract_id`;

export const removeWithoutRate = (withoutRate: string): string => sql`
-- The spans of the whole book were read with those that have no rate. If there are none, nothing is read.
DELETE FROM day_span
USING (SELECT FROM ${withoutRate} LIMIT 1) AS any_without_rate
WHERE day_span.prior_rate IS NULL`;
