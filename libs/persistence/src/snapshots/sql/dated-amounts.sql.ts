import { INACTIVE } from './segment-sets.sql.ts';
import type { Among } from './day-spans.sql.ts';

/**
 * What falls on a day of the period, in the reporting currency, with the place of the customer that has it on the measured
 * day: one-time lines (their amount), bookings and replacements (their ACV).
 */
export const createDated = (dated: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${dated} (
  contract_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  place bigint NOT NULL,
  amount numeric NOT NULL,
  contracted_acv numeric,
  tcv numeric,
  net_value numeric,
  gross_value numeric,
  term_months numeric,
  cycle_days integer
) ${onCommit}`;

const ofTouched = (among: Among, contractId: string): string =>
  among === 'all' ? '' : `JOIN touched_contract t ON t.contract_id = ${contractId}`;

/**
 * Whose a contract's amount is on the measured day ($1): its governing event's customer where that states terms, else
 * that of the event which states the amount; they differ only where the contract has changed hands. And whether the
 * contract, where active, has a currency with a rate.
 */
const ownerOnDay = (position: string): string => `
  LEFT JOIN contract_span n ON n.contract_id = a.contract_id AND n.valid_from <= $1 AND n.valid_to > $1
  JOIN contract k ON k.contract_id = a.contract_id
  LEFT JOIN LATERAL (
    SELECT entry ->> 1 AS customer_id FROM jsonb_array_elements(k.owners) entry
    WHERE entry ->> 0 <= $1::text ORDER BY entry ->> 0 DESC LIMIT 1
  ) governing ON true
  CROSS JOIN LATERAL (SELECT coalesce(governing.customer_id, a.customer_id) AS customer_id) o
  LEFT JOIN ${position} p ON p.arr > 0 AND p.customer_id = o.customer_id`;

const HAS_RATE = `(n.currency IS NULL OR n.currency IN (SELECT currency FROM rate))`;

/** From $2 to the measured day ($1), each converted at the rate of its day and rounded; by one_time_charge_date and booking_day. */
export const fillCharged = (dated: string, position: string, among: Among): string => `
INSERT INTO ${dated}
SELECT a.contract_id, o.customer_id, 'charge', coalesce(p.place, ${INACTIVE}), round10(a.amount * r.rate)
FROM one_time_charge a ${ofTouched(among, 'a.contract_id')} JOIN dated_rate r ON r.currency = a.currency AND r.day = a.date
  ${ownerOnDay(position)}
WHERE a.date BETWEEN $2 AND $1 AND ${HAS_RATE}`;

export const fillBooked = (dated: string, position: string, among: Among): string => `
INSERT INTO ${dated}
SELECT a.contract_id, o.customer_id, CASE WHEN a.is_replacement THEN 'replacement' ELSE 'booking' END,
  coalesce(p.place, ${INACTIVE}), round10(a.acv * r.rate), round10(a.contracted_acv * r.rate), round10(a.tcv * r.rate),
  a.net_value * r.rate, a.gross_value * r.rate, a.term_months, a.booked_on - a.opened_on
FROM booking a ${ofTouched(among, 'a.contract_id')} JOIN dated_rate r ON r.currency = a.currency AND r.day = a.booked_on
  ${ownerOnDay(position)}
WHERE a.booked_on BETWEEN $2 AND $1 AND ${HAS_RATE}`;

/** For a plan, which pools bookings of several periods: each with the segments of its customer. */
export const bookingsOf = (dated: string, places: string): string => `
SELECT p.segments, d.kind = 'replacement' AS is_replacement, d.amount::text AS acv
FROM ${dated} d JOIN ${places} p ON p.place = d.place WHERE d.kind IN ('booking', 'replacement')`;
