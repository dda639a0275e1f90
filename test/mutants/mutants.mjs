const SNAPSHOTS = 'libs/persistence/src/snapshots';
const RUNS = 'libs/persistence/src/runs/spans-of-runs.sql.ts';
const DAY_SPANS = `${SNAPSHOTS}/sql/day-spans.sql.ts`;
const LEFT_OUT = `${SNAPSHOTS}/sql/left-out.sql.ts`;
const MEASURES = `${SNAPSHOTS}/sql/measures.ts`;
const POSITIONS = `${SNAPSHOTS}/sql/customer-positions.sql.ts`;
const HANDED_OVER = `${SNAPSHOTS}/sql/handed-over.sql.ts`;
const DRIVERS = `${SNAPSHOTS}/sql/drivers.sql.ts`;
const CELLS = `${SNAPSHOTS}/sql/cells.sql.ts`;
const SUMS = `${SNAPSHOTS}/sql/sums-of-cells.sql.ts`;
const DATED_AMOUNTS = `${SNAPSHOTS}/sql/dated-amounts.sql.ts`;
const DIMENSIONS = `${SNAPSHOTS}/sql/segments-of-customer.sql.ts`;
const GAPS = `${SNAPSHOTS}/sql/gaps.sql.ts`;
const TOUCHED = `${SNAPSHOTS}/sql/touched.sql.ts`;
const FIRST_ACTIVE_DAYS = `${SNAPSHOTS}/take/first-active-days.sql.ts`;

/**
 * Wrong rules about customers, one a row: what is wrong, the file of the SQL, the text there and what replaces it. Each text
 * is found exactly once in its file. Random books notice all of these. Two kinds come too rarely in them, and have tests of
 * their own: who is first active where contracts leave out each other (customers.int-spec.ts of libs/persistence), and
 * successors without a rate (handed-over.int-spec.ts).
 *
 * @type {readonly (readonly [wrong: string, file: string, right: string, broken: string])[]}
 */
export const MUTANTS = [
  // Who counts, and which contracts are its own.
  ['a successor without ARR hides what it renews', LEFT_OUT, '\n  AND span.arr > 0`', '`'],
  ['a successor of another customer hides too', LEFT_OUT, '\n    AND span.customer_id = successor.customer_id\n', '\n'],
  [
    'of two that renew each other the smaller id stays',
    LEFT_OUT,
    'span.contract_id > successor.contract_id',
    'span.contract_id < successor.contract_id',
  ],
  ['two that renew each other hide each other', LEFT_OUT, 'AND span.contract_id > successor.contract_id', 'AND false'],
  ['the last span of a run counts on its last day', RUNS, 'run.valid_to > ${day}', 'run.valid_to >= ${day}'],
  [
    'the first span of a run does not count on its first day',
    RUNS,
    'run.valid_from <= ${day}',
    'run.valid_from < ${day}',
  ],
  [
    'a span counts from its second day on',
    RUNS,
    'width_bucket(${day}, run.days)',
    'width_bucket(${day} - 1, run.days)',
  ],
  ['a span that covers two of the days is there twice', RUNS, '`nullif(${place}, place.${other})`', 'place'],
  ['a gross amount that differs is not read', RUNS, '`coalesce(${own}, ${without', '`coalesce(${without'],
  [
    'a contract that is left out today is left out of the prior day',
    LEFT_OUT,
    'NOT left_out.left_out_prior',
    'NOT left_out.left_out_now',
  ],
  [
    'a contract that is left out counts today',
    LEFT_OUT,
    'day_span.counts_now AND NOT left_out.left_out_now',
    'day_span.counts_now',
  ],
  [
    'a contract that is left out counts a year ago',
    LEFT_OUT,
    'day_span.counts_year_ago AND NOT left_out.left_out_year_ago',
    'day_span.counts_year_ago',
  ],
  // Currency.
  [
    'a contract without a rate today stays on the prior day',
    LEFT_OUT,
    'WHERE without_rate.is_currency_now\n',
    'WHERE NOT without_rate.is_currency_now\n',
  ],
  ['the prior day has the rate of today', DAY_SPANS, "converted('arr', 'prior')", "converted('arr', 'now')"],
  [
    'the year-ago day has the rate of the prior day',
    DAY_SPANS,
    "converted('arr', 'year_ago')",
    "converted('arr', 'prior')",
  ],
  [
    'other measures than ARR have the rate of the prior day',
    DAY_SPANS,
    "converted(name, 'now')",
    "converted(name, 'prior')",
  ],
  [
    'a missing rate of a booking is not named',
    LEFT_OUT,
    'WHERE booking.booked_on BETWEEN $4 AND $1\n',
    'WHERE booking.booked_on BETWEEN $4 AND $1 AND false\n',
  ],
  [
    'a one-time line has the rate of the measured day',
    DATED_AMOUNTS,
    'daily_rate.day = dated.date',
    'daily_rate.day = $1',
  ],
  [
    'a booking has the rate of the measured day',
    DATED_AMOUNTS,
    'daily_rate.day = dated.booked_on',
    'daily_rate.day = $1',
  ],
  [
    'a dated amount counts for a contract without a rate',
    DATED_AMOUNTS,
    '(now_span.currency IS NULL OR now_span.currency IN (SELECT currency FROM rate))',
    'true',
  ],
  ['drivers are converted at the rate of today', DAY_SPANS, 'rate.prior AS prior_rate', 'rate.now AS prior_rate'],
  // Segments.
  [
    'the smallest contract is the primary one',
    POSITIONS,
    'ORDER BY day_span.${arr} DESC, day_span.contract_id',
    'ORDER BY day_span.${arr}, day_span.contract_id',
  ],
  [
    'of equal contracts the largest id is primary',
    POSITIONS,
    'day_span.${arr} DESC, day_span.contract_id)',
    'day_span.${arr} DESC, day_span.contract_id DESC)',
  ],
  [
    'the primary contract of then goes by the rates of today',
    POSITIONS,
    "ofPrimaryContract('arr_at_prior_rate', 'counts_prior')",
    "ofPrimaryContract('arr', 'counts_prior')",
  ],
  ['a band does not hold its lower edge', DIMENSIONS, 'WHEN ${arr} >= ${from', 'WHEN ${arr} > ${from'],
  ['bands are asked for from the lowest', DIMENSIONS, 'b.from.comparedTo(a.from)', 'a.from.comparedTo(b.from)'],
  [
    'the band of then goes by the ARR of today',
    POSITIONS,
    "setId(policy, 'prior_attribute_set_id', 'amounts.prior_arr')",
    "setId(policy, 'prior_attribute_set_id', 'greatest(amounts.arr, 0)')",
  ],
  ['cohorts ignore the fiscal year', DIMENSIONS, '- ${fiscalYearStartMonth} + 12\n', '- 1 + 12\n'],
  [
    'a fiscal year is named after its first year',
    DIMENSIONS,
    'fiscalYearStartMonth === 1 ? 0 : 1',
    'fiscalYearStartMonth === 1 ? 0 : 0',
  ],
  [
    'an empty attribute is a segment',
    DIMENSIONS,
    "nullif(${attributes} ->> ${literal(name)}, '')",
    '${attributes} ->> ${literal(name)}',
  ],
  [
    'a customer that is not active is in a segment of its name',
    DIMENSIONS,
    'name === ALL ? ALL : NO_SEGMENT',
    "name === ALL ? ALL : 'none'",
  ],
  // The first active day.
  [
    'a customer is first active with a contract that is free',
    FIRST_ACTIVE_DAYS,
    'min(span.valid_from) FILTER (WHERE span.arr > 0)',
    'min(span.valid_from)',
  ],
  [
    'a customer that was active before is new',
    POSITIONS,
    'customer.first_active <= $1::date',
    'customer.first_active > $1::date',
  ],
  // Sums.
  [
    'contracts without ARR count',
    POSITIONS,
    '(count(*) FILTER (WHERE day_span.counts_now AND day_span.has_arr))',
    '(count(*) FILTER (WHERE day_span.counts_now))',
  ],
  [
    'contracts without ARR count by their ACV',
    MEASURES,
    "name: 'acv', contracts: 'with_arr'",
    "name: 'acv', contracts: 'all'",
  ],
  [
    'contracts without ARR count by what is committed',
    MEASURES,
    "name: 'contracted_acv', contracts: 'with_arr'",
    "name: 'contracted_acv', contracts: 'all'",
  ],
  [
    'expected usage counts for active customers only',
    MEASURES,
    "name: 'expected_usage', contracts: 'all', customers: 'all'",
    "name: 'expected_usage', contracts: 'all', customers: 'active'",
  ],
  // Movements and retention.
  [
    'retention without growth is not capped',
    CELLS,
    "'least(position.base_arr, position.arr_at_prior_rate)'",
    "'position.arr_at_prior_rate'",
  ],
  [
    'retention of a year is capped by the prior day',
    CELLS,
    "'least(position.year_ago_base_arr, position.arr_at_year_ago_rate)'",
    "'least(position.base_arr, position.arr_at_year_ago_rate)'",
  ],
  [
    'growth counts currency',
    CELLS,
    "'greatest(position.arr_at_prior_rate - position.base_arr, 0)'",
    "'greatest(position.arr - position.base_arr, 0)'",
  ],
  [
    'shrinking has the other sign',
    CELLS,
    "'least(position.arr_at_prior_rate - position.base_arr, 0)'",
    "'-least(position.arr_at_prior_rate - position.base_arr, 0)'",
  ],
  [
    'nothing moves out',
    SUMS,
    "{ arr: '-cell.base_arr', of: 'cell.changes_segment' }",
    "{ arr: '-cell.base_arr', of: 'false' }",
  ],
  [
    'a customer moves in with what it has today',
    SUMS,
    "...standing('moved_in', 'now', { arr: 'cell.base_arr'",
    "...standing('moved_in', 'now', { arr: 'cell.arr'",
  ],
  [
    'currency counts for who came too',
    SUMS,
    "'cell.arr - cell.arr_at_prior_rate', 'cell.is_active_both_times']",
    "'cell.arr - cell.arr_at_prior_rate', 'cell.is_active']",
  ],
  ['a customer that comes back is new', SUMS, ' IS NULL AND NOT cell.was_active_before', ' IS NULL'],
  [
    'churn has what the customer had, not what it is compared with',
    SUMS,
    "standing('churn', 'base', { arr: '-cell.base_arr'",
    "standing('churn', 'base', { arr: '-cell.prior_arr'",
  ],
  [
    'customers that change segments are in the new one for mix and rate',
    SUMS,
    'coalesce(prior_set.segments[dimension.number], now_set.segments[dimension.number])',
    'coalesce(now_set.segments[dimension.number], prior_set.segments[dimension.number])',
  ],
  [
    'of equal moves the largest id is reported',
    POSITIONS,
    'DESC, customer_id\nLIMIT 1',
    'DESC, customer_id DESC\nLIMIT 1',
  ],
  ['a move is compared with what the customer had', POSITIONS, 'base_arr::text AS base', 'prior_arr::text AS base'],
  [
    'retention of a year has the churn of all',
    SUMS,
    "year_ago_churn_logos: ['year_ago_base', 'cell.logos', 'NOT cell.is_active']",
    "year_ago_churn_logos: ['year_ago_base', 'cell.logos', 'true']",
  ],
  // Changed hands.
  [
    'a contract that goes to an inactive customer is handed over',
    HANDED_OVER,
    'ON receiver.customer_id = handed_over.receiver\n  AND receiver.arr > 0',
    'ON receiver.customer_id = handed_over.receiver',
  ],
  [
    'of several successors the largest id has it',
    HANDED_OVER,
    'then_span.valid_from, successor.contract_id\n',
    'then_span.valid_from, successor.contract_id DESC\n',
  ],
  [
    'a contract that its own customer renews is handed over',
    HANDED_OVER,
    'AND own.customer_id = then_span.customer_id\n        AND own.active_now',
    'AND false\n        AND own.active_now',
  ],
  [
    'a contract that is still active is handed over by a renewal',
    HANDED_OVER,
    'SELECT FROM day_span AS now_span WHERE now_span.contract_id = then_span.contract_id AND now_span.active_now',
    'SELECT FROM day_span AS now_span WHERE false',
  ],
  [
    'a successor of the prior day has it',
    HANDED_OVER,
    'WHERE successor.active_now\n',
    'WHERE successor.active_prior\n',
  ],
  [
    'a customer that gives has more',
    HANDED_OVER,
    'position.prior_arr - transferred.given + transferred.received',
    'position.prior_arr + transferred.given + transferred.received',
  ],
  [
    'a customer that had nothing is in no segment',
    HANDED_OVER,
    'coalesce(position.prior_segment_set_id, position.segment_set_id)',
    'position.prior_segment_set_id',
  ],
  [
    'a customer that receives is in its segment of today',
    HANDED_OVER,
    'coalesce(position.prior_segment_set_id, position.segment_set_id)',
    'position.segment_set_id',
  ],
  ['a year has no hand-over', HANDED_OVER, '-year_ago_arr AS received_in_a_year', '0 AS received_in_a_year'],
  ['what is given has the wrong sign', SUMS, "'-cell.given_arr'", "'cell.given_arr'"],
  [
    'a customer that gave part is transferred out',
    SUMS,
    "transferred_out_logos: ['prior', 'cell.logos', 'cell.base_segment_set_id IS NULL']",
    "transferred_out_logos: ['prior', 'cell.logos', 'cell.given_arr > 0']",
  ],
  [
    'a customer that had something is transferred in',
    SUMS,
    "transferred_in_logos: ['base', 'cell.logos', 'cell.prior_segment_set_id IS NULL']",
    "transferred_in_logos: ['base', 'cell.logos', 'cell.received_arr > 0']",
  ],
  [
    'drivers of a customer that gave have what it gave',
    DRIVERS,
    'day_span.counts_prior AND handed_over.contract_id IS NULL AS counts_prior',
    'day_span.counts_prior AS counts_prior',
  ],
  [
    'drivers of a customer that received lack what it received',
    DRIVERS,
    'ON handed_over.receiver = changed.customer_id',
    'ON handed_over.giver = changed.customer_id',
  ],
  [
    'customers that are linked by a hand-over are not looked at',
    TOUCHED,
    'WHILE cardinality(reached) > 0 LOOP',
    'WHILE false LOOP',
  ],
  // Dated amounts.
  [
    'a one-time line of the first day is left out',
    DATED_AMOUNTS,
    'WHERE dated.date BETWEEN $2 AND $1',
    'WHERE dated.date > $2 AND dated.date <= $1',
  ],
  [
    'a booking of the measured day is left out',
    DATED_AMOUNTS,
    'WHERE dated.booked_on BETWEEN $2 AND $1',
    'WHERE dated.booked_on >= $2 AND dated.booked_on < $1',
  ],
  ['a dated amount goes to the first customer', DATED_AMOUNTS, 'ORDER BY entry ->> 0 DESC\n', 'ORDER BY entry ->> 0\n'],
  [
    'replacements are bookings',
    DATED_AMOUNTS,
    "CASE WHEN dated.is_replacement THEN 'replacement' ELSE 'booking' END",
    "'booking'",
  ],
  // What is missing.
  [
    'contracts of one source are reported as mixed',
    GAPS,
    "activeContracts('contract.has_mixed_sources')",
    "activeContracts('NOT contract.has_mixed_sources')",
  ],
];
