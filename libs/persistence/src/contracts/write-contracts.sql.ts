/** What stands from a day on gives way: whole spans, charges, and the part of the span that holds the day. */
const TAILS = `json_to_recordset($1::json) AS tail(contract_id text, since date)`;

export const REMOVE_SPANS = `
DELETE FROM contract_span s USING ${TAILS}
WHERE s.contract_id = tail.contract_id AND s.valid_from >= tail.since`;

export const CUT_SPANS = `
UPDATE contract_span s SET valid_to = tail.since FROM ${TAILS}
WHERE s.contract_id = tail.contract_id AND s.valid_from < tail.since AND s.valid_to > tail.since`;

export const REMOVE_CHARGES = `
DELETE FROM one_time_charge c USING ${TAILS}
WHERE c.contract_id = tail.contract_id AND c.date >= tail.since`;

/** One JSON text for all rows: node-postgres would escape each field of an array. */
export const INSERT_SPANS = `
INSERT INTO contract_span (contract_id, valid_from, valid_to, seq, customer_id, currency, arr, gross_arr, acv,
  contracted_acv, contract_value, one_time, expected_usage, attributes, renews, products)
SELECT contract_id, valid_from, valid_to, seq, customer_id, currency, arr, gross_arr, acv,
  contracted_acv, contract_value, one_time, expected_usage, attributes, renews, products
FROM json_to_recordset($1::json) AS s(contract_id text, valid_from date, valid_to date, seq bigint, customer_id text,
  currency text, arr numeric, gross_arr numeric, acv numeric, contracted_acv numeric, contract_value numeric,
  one_time numeric, expected_usage numeric, attributes jsonb, renews text[], products text)`;

export const INSERT_CHARGES = `
INSERT INTO one_time_charge (contract_id, date, seq, amount, currency, customer_id)
SELECT contract_id, date, seq, amount, currency, customer_id
FROM json_to_recordset($1::json) AS c(contract_id text, date date, seq bigint, amount numeric, currency text,
  customer_id text)`;

export const upsertContracts = (lane: string): string => `
INSERT INTO contract (contract_id, lane, creations, last_owner, last_record, timeline, known_until, record, revision)
SELECT contract_id, ${lane}, creations, last_owner, last_record, timeline, known_until, record, revision
FROM json_to_recordset($1::json) AS c(contract_id text, creations jsonb, last_owner jsonb, last_record jsonb,
  timeline jsonb, known_until date, record text, revision integer)
ON CONFLICT (contract_id) DO UPDATE SET creations = excluded.creations, last_owner = excluded.last_owner,
  last_record = excluded.last_record, timeline = excluded.timeline, known_until = excluded.known_until, record = excluded.record,
  revision = excluded.revision`;

export const REMOVE_BOOKINGS = `
DELETE FROM booking b USING json_to_recordset($1::json) AS gone(contract_id text)
WHERE b.contract_id = gone.contract_id`;

export const UPSERT_BOOKINGS = `
INSERT INTO booking (contract_id, valued_on, customer_id, currency, acv, contracted_acv, tcv, net_value, gross_value,
  term_months, booked_on, opened_on, is_replacement)
SELECT contract_id, valued_on, customer_id, currency, acv, contracted_acv, tcv, net_value, gross_value, term_months,
  booked_on, opened_on, is_replacement
FROM json_to_recordset($1::json) AS b(contract_id text, valued_on date, customer_id text, currency text, acv numeric,
  contracted_acv numeric, tcv numeric, net_value numeric, gross_value numeric, term_months numeric, booked_on date,
  opened_on date, is_replacement boolean)
ON CONFLICT (contract_id) DO UPDATE SET valued_on = excluded.valued_on, customer_id = excluded.customer_id,
  currency = excluded.currency, acv = excluded.acv, contracted_acv = excluded.contracted_acv, tcv = excluded.tcv,
  net_value = excluded.net_value, gross_value = excluded.gross_value, term_months = excluded.term_months,
  booked_on = excluded.booked_on, opened_on = excluded.opened_on, is_replacement = excluded.is_replacement`;

export const INSERT_CHANGES = `
INSERT INTO change (contract_id, customers, first_day, last_day, events)
SELECT contract_id, customers, first_day, last_day, events
FROM json_to_recordset($1::json) AS c(contract_id text, customers text[], first_day date, last_day date,
  events bigint[])`;
