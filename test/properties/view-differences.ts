import { type SignedAhead } from '@app/processing';
import type { Database } from '@app/persistence';

type Compared = Readonly<{ what: string; given: string; expected: string }>;

/** Sums of a view by month beside the same figures of the snapshot of the whole; a month without rows has zeros. */
const byMonth = (view: string, figures: Readonly<Record<string, string>>, where = 'true'): string => `
SELECT '${view} ' || whole.period AS what, added.figures::text AS given, json_build_array(${Object.keys(figures)
  .map((name) => `trim_scale(whole.${name}::numeric)`)
  .join(', ')})::text AS expected
FROM acv_v1.snapshot AS whole
CROSS JOIN LATERAL (
  SELECT json_build_array(${Object.values(figures)
    .map((sum) => `trim_scale(coalesce(${sum}, 0)::numeric)`)
    .join(', ')}) AS figures
  FROM acv_v1.${view} AS row WHERE row.month = whole.period_start AND ${where}
) AS added
WHERE whole.grain = 'month' AND whole.dimension = 'all'`;

const count = (movement: string): string => `count(*) FILTER (WHERE ${movement})`;

const MOVEMENTS = [
  ...['opening_arr', 'new_arr', 'reactivation_arr', 'churn_arr', 'transferred_in_arr', 'transferred_out_arr'],
  ...['expansion_arr', 'contraction_arr', 'fx_arr', 'arr'],
];

const AGREEMENTS: readonly string[] = [
  byMonth('arr_by_customer_month', {
    arr: 'sum(arr)',
    active_logos: 'count(*)',
    active_contracts: 'sum(active_contracts)',
    gross_arr: 'sum(gross_arr)',
    normalized_acv_total: 'sum(normalized_acv)',
    contracted_acv_total: 'sum(contracted_acv)',
  }),
  byMonth('movement_by_customer_month', {
    ...Object.fromEntries(MOVEMENTS.map((name) => [name, `sum(${name})`])),
    opening_logos: count('opening_arr > 0'),
    new_logos: count(`movement = 'new'`),
    reactivated_logos: count(`movement = 'reactivation'`),
    churned_logos: count(`movement = 'churn'`),
    expansion_logos: count(`movement = 'expansion'`),
    contraction_logos: count(`movement = 'contraction'`),
    transferred_out_logos: count('opening_arr > 0 AND opening_arr + transferred_in_arr + transferred_out_arr <= 0'),
    active_logos: count('arr > 0'),
  }),
  byMonth(
    'booking',
    {
      bookings_count: 'count(*)',
      bookings_acv_total: 'sum(reporting_acv)',
      bookings_contracted_total: 'sum(reporting_contracted_acv)',
      bookings_tcv_total: 'sum(reporting_tcv)',
    },
    'NOT is_replacement AND fx_rate IS NOT NULL',
  ),
  byMonth(
    'booking',
    { replacements_count: 'count(*)', replacements_acv_total: 'sum(reporting_acv)' },
    'is_replacement AND fx_rate IS NOT NULL',
  ),
  `SELECT 'contract_today ' || whole.period AS what, added.figures::text AS given,
  json_build_array(trim_scale(whole.arr), whole.active_contracts)::text AS expected
FROM acv_v1.snapshot AS whole
JOIN store ON store.as_of >= whole.period_start AND store.as_of < whole.period_end
CROSS JOIN LATERAL (
  SELECT json_build_array(trim_scale(coalesce(sum(reporting_arr), 0)), count(*) FILTER (WHERE reporting_arr > 0)) AS figures
  FROM acv_v1.contract_today WHERE counts
) AS added
WHERE whole.grain = 'month' AND whole.dimension = 'all'`,
];

/** Where the views of customers and bookings disagree with the snapshots, which are worked out by other statements. */
export const viewDifferences = async (database: Database): Promise<readonly Compared[]> => {
  const rows = await Promise.all(AGREEMENTS.map((sql) => database.query<Compared>(sql)));
  return rows.flat().filter(({ given, expected }) => given !== expected);
};

/** The first month ahead has what ends in the open month too. */
const DUE = `
SELECT to_char(ahead.month, 'YYYY-MM') AS what, json_build_array(count(*), trim_scale(sum(reporting_arr))::text,
  trim_scale(coalesce(sum(reporting_arr) FILTER (WHERE outcome = 'renewed'), 0))::text,
  trim_scale(coalesce(sum(reporting_arr) FILTER (WHERE outcome = 'auto_renewing'), 0))::text,
  trim_scale(coalesce(sum(reporting_arr) FILTER (WHERE outcome = 'expiring'), 0))::text)::text AS given
FROM acv_v1.renewal_due AS due
CROSS JOIN store
CROSS JOIN LATERAL (
  SELECT greatest(due.month, (date_trunc('month', store.as_of::timestamp) + interval '1 month')::date) AS month
) AS ahead
GROUP BY ahead.month`;

/** Where the view of terms that end disagrees with what is signed ahead, which is worked out contract by contract. */
export const dueDifferences = async (database: Database, signed: SignedAhead): Promise<readonly Compared[]> => {
  const rows = await database.query<Omit<Compared, 'expected'>>(DUE);
  const { rows: months } = await signed.months(12);
  const whole = months.filter(({ dimension }) => dimension === 'all');
  return whole.flatMap(({ month, figures }) => {
    const given = rows.find(({ what }) => what === month)?.given ?? '[0, "0", "0", "0", "0"]';
    const names = ['due_contracts', 'due_arr', 'renewed_arr', 'auto_renewing_arr', 'expiring_arr'];
    const expected = `[${names.map((name) => JSON.stringify(figures[name])).join(', ')}]`;
    return given === expected ? [] : [{ what: `renewal_due ${month}`, given, expected }];
  });
};
