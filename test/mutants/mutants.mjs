const SNAPSHOTS = 'libs/persistence/src/snapshots';
const STANDING = `${SNAPSHOTS}/sql/day-spans.sql.ts`;
const POSITION = `${SNAPSHOTS}/sql/customer-positions.sql.ts`;
const HANDED_OVER = `${SNAPSHOTS}/sql/handed-over.sql.ts`;
const SUMS = `${SNAPSHOTS}/sql/segment-sums.sql.ts`;
const DATED = `${SNAPSHOTS}/sql/dated-amounts.sql.ts`;
const CUSTOMERS = `${SNAPSHOTS}/take/first-active-days.sql.ts`;
const DIMENSIONS = `${SNAPSHOTS}/sql/dimensions.sql.ts`;
const TAKE = `${SNAPSHOTS}/take/take.sql.ts`;
const TOUCHED = `${SNAPSHOTS}/sql/touched.sql.ts`;
const DRIVERS = `${SNAPSHOTS}/comparison/drivers-by-customer.ts`;

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
  ['a successor without ARR hides what it renews', STANDING, 'AND s.arr > 0 AND ${ON_ANY}', 'AND ${ON_ANY}'],
  ['a successor of another customer hides too', STANDING, ' AND s.customer_id = w.customer_id\n', '\n'],
  [
    'of two that renew each other the smaller id stays',
    STANDING,
    's.contract_id > w.contract_id)',
    's.contract_id < w.contract_id)',
  ],
  [
    'two that renew each other hide each other',
    STANDING,
    '    AND NOT (coalesce(w.contract_id = ANY(s.renews), false) AND s.contract_id > w.contract_id)\n',
    '',
  ],
  ['a span counts on its last day', STANDING, 's.valid_to > ${day}', 's.valid_to >= ${day}'],
  ['a span does not count on its first day', STANDING, 's.valid_from <= ${day}', 's.valid_from < ${day}'],
  [
    'what is left out today is left out of the prior day',
    STANDING,
    'on_prior = s.on_prior AND NOT l.on_prior',
    'on_prior = s.on_prior AND NOT l.on_now',
  ],
  ['what is left out counts today', STANDING, 'SET on_now = s.on_now AND NOT l.on_now', 'SET on_now = s.on_now'],
  [
    'what is left out counts a year ago',
    STANDING,
    'on_year_ago = s.on_year_ago AND NOT l.on_year_ago',
    'on_year_ago = s.on_year_ago',
  ],
  // Currency.
  [
    'a contract without a rate today stays on the prior day',
    STANDING,
    'WHERE u.is_now AND u.contract_id',
    'WHERE NOT u.is_now AND u.contract_id',
  ],
  ['the prior day has the rate of today', STANDING, "converted('arr', 'prior')", "converted('arr', 'now')"],
  [
    'the year-ago day has the rate of the prior day',
    STANDING,
    "converted('arr', 'year_ago')",
    "converted('arr', 'prior')",
  ],
  [
    'list prices have the rate of the prior day',
    STANDING,
    "converted('gross_arr', 'now')",
    "converted('gross_arr', 'prior')",
  ],
  [
    'a missing rate of a booking is not named',
    STANDING,
    'WHERE s.booked_on BETWEEN $4 AND $1 AND s.currency NOT IN',
    'WHERE s.booked_on BETWEEN $4 AND $1 AND false AND s.currency NOT IN',
  ],
  ['a one-time line has the rate of the measured day', DATED, 'r.day = a.date', 'r.day = $1'],
  ['a booking has the rate of the measured day', DATED, 'r.day = a.booked_on', 'r.day = $1'],
  [
    'what is dated counts for a contract without a rate',
    DATED,
    '(n.currency IS NULL OR n.currency IN (SELECT currency FROM rate))',
    'true',
  ],
  ['drivers are converted at the rate of today', STANDING, 'r.prior AS prior_rate', 'r.now AS prior_rate'],
  // Segments.
  [
    'the smallest contract is the primary one',
    POSITION,
    'ORDER BY s.${arr} DESC, s.contract_id',
    'ORDER BY s.${arr}, s.contract_id',
  ],
  [
    'of equal contracts the largest id is primary',
    POSITION,
    's.${arr} DESC, s.contract_id)',
    's.${arr} DESC, s.contract_id DESC)',
  ],
  [
    'the primary contract of then goes by the rates of today',
    POSITION,
    "primary('arr_at_prior', 'on_prior')",
    "primary('arr', 'on_prior')",
  ],
  ['a band does not hold its lower edge', DIMENSIONS, 'WHEN ${arr} >= ${from', 'WHEN ${arr} > ${from'],
  ['bands are asked for from the lowest', DIMENSIONS, 'b.from.comparedTo(a.from)', 'a.from.comparedTo(b.from)'],
  [
    'the band of then goes by the ARR of today',
    POSITION,
    "'h.cohort', 'c.prior_arr')",
    "'h.cohort', 'greatest(c.arr, 0)')",
  ],
  ['cohorts ignore the fiscal year', DIMENSIONS, '- ${fiscalYearStartMonth} + 12)', '- 1 + 12)'],
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
    'who is not active is in a segment of its name',
    DIMENSIONS,
    "literal('all') : literal('(none)')",
    "literal('all') : literal('none')",
  ],
  // The first active day.
  [
    'a customer is first active with a contract that is free',
    CUSTOMERS,
    'min(s.valid_from) FILTER (WHERE s.arr > 0)',
    'min(s.valid_from)',
  ],
  ['who was active before is new', POSITION, 'k.first_active <= $1::date', 'k.first_active > $1::date'],
  // Sums.
  [
    'contracts without ARR count',
    POSITION,
    '(count(*) FILTER (WHERE s.on_now AND s.has_arr))',
    '(count(*) FILTER (WHERE s.on_now))',
  ],
  ['contracts without ARR count by their ACV', POSITION, "  acv: 'on_now AND s.has_arr',", "  acv: 'on_now',"],
  [
    'contracts without ARR count by what is committed',
    POSITION,
    "contracted_acv: 'on_now AND s.has_arr'",
    "contracted_acv: 'on_now'",
  ],
  [
    'expected usage counts for active customers only',
    SUMS,
    "'c.expected_usage', 'true'",
    "'c.expected_usage', 'c.is_active'",
  ],
  // Movements and retention.
  ['what is kept is not capped', SUMS, "'least(p.held_arr, p.arr_at_prior)'", "'p.arr_at_prior'"],
  [
    'what is kept of a year is capped by the prior day',
    SUMS,
    "'least(p.year_held_arr, p.arr_at_year_ago)'",
    "'least(p.held_arr, p.arr_at_year_ago)'",
  ],
  ['growth counts currency', SUMS, "'greatest(p.arr_at_prior - p.held_arr, 0)'", "'greatest(p.arr - p.held_arr, 0)'"],
  [
    'shrinking has the other sign',
    SUMS,
    "'least(p.arr_at_prior - p.held_arr, 0)'",
    "'-least(p.arr_at_prior - p.held_arr, 0)'",
  ],
  ['nothing moves out', SUMS, "'moved_out', 'held', 'c.is_active AND", "'moved_out', 'held', 'false AND"],
  [
    'what moves in is what the customer has today',
    SUMS,
    "segment <> c.held_segment`, 'c.held_arr')",
    "segment <> c.held_segment`, 'c.arr')",
  ],
  [
    'currency counts for who came too',
    SUMS,
    "'c.arr - c.arr_at_prior', BOTH]",
    "'c.arr - c.arr_at_prior', 'c.is_active']",
  ],
  ['who comes back is new', SUMS, '`${CAME} AND NOT c.was_active`', 'CAME'],
  [
    'churn has what the customer had, not what it is compared with',
    SUMS,
    "'NOT c.is_active', '-c.held_arr'",
    "'NOT c.is_active', '-c.prior_arr'",
  ],
  [
    'customers that change segments are placed in the new one',
    SUMS,
    'coalesce(p.segments[d.dimension], n.segments[d.dimension])',
    'coalesce(n.segments[d.dimension], p.segments[d.dimension])',
  ],
  ['of equal moves the largest id is told', POSITION, 'DESC, customer_id LIMIT 1', 'DESC, customer_id DESC LIMIT 1'],
  ['a move is compared with what the customer had', POSITION, 'held_arr::text AS prior', 'prior_arr::text AS prior'],
  [
    'retention of a year has the churn of all',
    SUMS,
    "'c.logos', 'NOT c.is_active'],\n  ...standing('placed'",
    "'c.logos', 'true'],\n  ...standing('placed'",
  ],
  // Changed hands.
  [
    'what goes to an inactive customer is handed over',
    HANDED_OVER,
    'ON p.customer_id = h.receiver AND p.arr > 0',
    'ON p.customer_id = h.receiver',
  ],
  [
    'of several successors the largest id has it',
    HANDED_OVER,
    's.valid_from, m.contract_id\n',
    's.valid_from, m.contract_id DESC\n',
  ],
  [
    'what its own customer renews is handed over',
    HANDED_OVER,
    'o.customer_id = s.customer_id AND o.on_now',
    'false AND o.on_now',
  ],
  [
    'what is still active is handed over by a renewal',
    HANDED_OVER,
    '    AND NOT EXISTS (SELECT FROM standing n WHERE n.contract_id = s.contract_id AND n.active_now)\n',
    '',
  ],
  ['a successor of the prior day has it', HANDED_OVER, 'WHERE m.on_now AND', 'WHERE m.on_prior AND'],
  ['who gives has more', HANDED_OVER, 'p.prior_arr - m.given + m.received', 'p.prior_arr + m.given + m.received'],
  ['who had nothing is placed nowhere', HANDED_OVER, 'coalesce(p.prior_place, p.place)', 'p.prior_place'],
  ['who receives is placed where it is today', HANDED_OVER, 'coalesce(p.prior_place, p.place)', 'p.place'],
  ['a year knows no hand-over', HANDED_OVER, '-year_ago_arr AS in_a_year', '0 AS in_a_year'],
  ['what is given has the wrong sign', SUMS, "'-c.given_arr'", "'c.given_arr'"],
  [
    'who gave part is transferred out',
    SUMS,
    "transferred_out_logos: ['prior', 'c.logos', 'c.held_place IS NULL']",
    "transferred_out_logos: ['prior', 'c.logos', 'c.given_arr > 0']",
  ],
  [
    'who had something is transferred in',
    SUMS,
    "transferred_in_logos: ['held', 'c.logos', 'c.prior_place IS NULL']",
    "transferred_in_logos: ['held', 'c.logos', 'c.received_arr > 0']",
  ],
  [
    'drivers of who gave have what it gave',
    DRIVERS,
    's.on_prior AND h.contract_id IS NULL AS on_prior',
    's.on_prior AS on_prior',
  ],
  ['drivers of who received lack what it received', DRIVERS, 'h.receiver, s.contract_id', 'h.giver, s.contract_id'],
  [
    'customers that are linked by a hand-over are not looked at',
    TOUCHED,
    'FROM linked ON CONFLICT',
    'FROM linked WHERE false ON CONFLICT',
  ],
  // What is dated.
  [
    'a one-time line of the first day is left out',
    DATED,
    'WHERE a.date BETWEEN $2 AND $1',
    'WHERE a.date > $2 AND a.date <= $1',
  ],
  [
    'a booking of the measured day is left out',
    DATED,
    'WHERE a.booked_on BETWEEN $2 AND $1',
    'WHERE a.booked_on >= $2 AND a.booked_on < $1',
  ],
  [
    'what is dated goes to the first customer',
    DATED,
    'ORDER BY entry ->> 0 DESC LIMIT 1',
    'ORDER BY entry ->> 0 LIMIT 1',
  ],
  ['replacements are bookings', DATED, "CASE WHEN a.is_replacement THEN 'replacement' ELSE 'booking' END", "'booking'"],
  // What is missing.
  [
    'contracts of two sources are not active to be told',
    TAKE,
    'WHERE k.has_mixed_sources',
    'WHERE NOT k.has_mixed_sources',
  ],
  [
    'a creation is missing on the day on which its contract ends',
    TAKE,
    's.valid_from <= $1 AND s.valid_to > $1\nWHERE k.creations',
    's.valid_from <= $1 AND s.valid_to >= $1\nWHERE k.creations',
  ],
];
