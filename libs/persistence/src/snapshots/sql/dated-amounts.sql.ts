import type { Among } from './compared-days.sql.ts';
import { spansOn } from '../../runs/spans-of-runs.sql.ts';
import { INACTIVE } from './segment-sets.sql.ts';
import { sql } from './sql.ts';

export const createDatedAmount = (datedAmount: string, onCommit: string): string => sql`
-- One row for each one-time line, booking and replacement of the period, in the reporting currency.
CREATE TEMPORARY TABLE IF NOT EXISTS ${datedAmount} (
  contract_id text COLLATE "C" NOT NULL,
  -- The customer that has the contract on the measured day.
  customer_id text COLLATE "C" NOT NULL,
  -- one_time_line, booking or replacement
  kind text NOT NULL,
  -- Of that customer on the measured day.
  segment_set_id bigint NOT NULL,
  -- The amount of a one-time line, the ACV of a booking.
  amount numeric NOT NULL,
  contracted_acv numeric,
  tcv numeric,
  net_value numeric,
  gross_value numeric,
  term_months numeric,
  sales_cycle_days integer
) ${onCommit}`;

const ofTouched = (among: Among, contractId: string): string =>
  among === 'all' ? '' : `\nJOIN touched_contract AS touched ON touched.contract_id = ${contractId}`;

/** Joins the customer that has the contract of `dated` on the measured day, which is parameter 1. */
const ownerOnDay = (position: string): string => sql`
LEFT JOIN ${spansOn('$1::date', ['contract_id', 'customer_id', 'currency'])} AS now_span
  ON now_span.contract_id = dated.contract_id
JOIN contract ON contract.contract_id = dated.contract_id
-- If the contract has had several customers: the customer of its governing event if that states terms, else that of the
-- event that states the amount.
LEFT JOIN LATERAL (
  SELECT entry ->> 1 AS customer_id
  FROM jsonb_array_elements(contract.owners) AS entry
  WHERE entry ->> 0 <= $1::text
  ORDER BY entry ->> 0 DESC
  LIMIT 1
) AS governing ON true
CROSS JOIN LATERAL (SELECT coalesce(governing.customer_id, dated.customer_id) AS customer_id) AS owner
LEFT JOIN ${position} AS position ON position.arr > 0 AND position.customer_id = owner.customer_id`;

/** True if the contract is not active, or if its currency has a rate. */
const HAS_RATE = `(now_span.currency IS NULL OR now_span.currency IN (SELECT currency FROM rate))`;

/** Parameters: the measured day and the first day of the period. */
export const fillOneTimeLines = (datedAmount: string, position: string, among: Among): string => sql`
-- One-time lines of the period, each at the rate of its day (definitions, section 7: one_time_total), in the segments of
-- the customer that has the contract on the measured day. By ${among === 'all' ? 'one_time_charge_date' : 'one_time_charge_contract'}.
INSERT INTO ${datedAmount}
SELECT
  dated.contract_id,
  owner.customer_id,
  'one_time_line' AS kind,
  coalesce(position.segment_set_id, ${INACTIVE}) AS segment_set_id,
  round10(dated.amount * daily_rate.rate) AS amount
FROM one_time_charge AS dated${ofTouched(among, 'dated.contract_id')}
JOIN daily_rate ON daily_rate.currency = dated.currency AND daily_rate.day = dated.date
${ownerOnDay(position)}
WHERE dated.date BETWEEN $2 AND $1
  AND ${HAS_RATE}`;

/** Parameters: the measured day and the first day of the period. */
export const fillBookings = (datedAmount: string, position: string, among: Among): string => sql`
-- Bookings and replacements of the period, each at the rate of the day it is booked on (definitions, section 7: Bookings),
-- in the segments of the customer that has the contract on the measured day. By ${among === 'all' ? 'booking_day' : 'the primary key of booking'}.
INSERT INTO ${datedAmount}
SELECT
  dated.contract_id,
  owner.customer_id,
  CASE WHEN dated.is_replacement THEN 'replacement' ELSE 'booking' END AS kind,
  coalesce(position.segment_set_id, ${INACTIVE}) AS segment_set_id,
  round10(dated.acv * daily_rate.rate) AS amount,
  round10(dated.contracted_acv * daily_rate.rate) AS contracted_acv,
  round10(dated.tcv * daily_rate.rate) AS tcv,
  dated.net_value * daily_rate.rate AS net_value,
  dated.gross_value * daily_rate.rate AS gross_value,
  dated.term_months,
  dated.booked_on - dated.opened_on AS sales_cycle_days
FROM booking AS dated${ofTouched(among, 'dated.contract_id')}
JOIN daily_rate ON daily_rate.currency = dated.currency AND daily_rate.day = dated.booked_on
${ownerOnDay(position)}
WHERE dated.booked_on BETWEEN $2 AND $1
  AND ${HAS_RATE}`;

export const bookingsOf = (datedAmount: string, segmentSet: string): string => sql`
-- The bookings of a period with the segments of their customers, for a plan, which pools several periods.
SELECT
  segment_set.segments,
  booking.kind = 'replacement' AS is_replacement,
  booking.amount::text AS acv
FROM ${datedAmount} AS booking
JOIN ${segmentSet} AS segment_set ON segment_set.segment_set_id = booking.segment_set_id
WHERE booking.kind IN ('booking', 'replacement')`;
