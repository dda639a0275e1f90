import type { CivilDate, Grain } from '@app/domain';
import { contractsOfDay, CONTRACT_TODAY } from '../analysts/contract-views.ts';
import { MONTHS, TERMS } from '../analysts/days.sql.ts';
import { MOVEMENT_BY_CUSTOMER_MONTH } from '../analysts/movement-view.ts';
import { SNAPSHOT, snapshotsKnownAt } from '../analysts/snapshot-views.ts';
import { selectOf, type View } from '../analysts/view.ts';
import type { Querying } from '../database/database.ts';
import { literal } from '../snapshots/sql/sql.ts';

/** What is exported. `from` and `to` are labels of periods, both inclusive. Null: no condition. */
export type ExportAsked =
  | Readonly<{
      what: 'snapshots';
      grain: Grain | null;
      from: string | null;
      to: string | null;
      dimension: string | null;
      segment: string | null;
      knownAt: Date | null;
    }>
  | Readonly<{ what: 'contracts'; on: CivilDate | null; customer: string | null }>
  | Readonly<{ what: 'movements'; from: string | null; to: string | null; customer: string | null }>;

type Condition = readonly [column: string, is: '=' | '>=' | '<=', value: string | null];

const where = (conditions: readonly Condition[]): string =>
  conditions
    .filter(([, , value]) => value !== null)
    .map(([column, is, value]) => `\n  AND ${column} ${is} ${literal(value ?? '')}`)
    .join('');

const rowsOf = (view: View, conditions: readonly Condition[], order: string): string =>
  `SELECT * FROM (${selectOf(view)}\n) AS exported\nWHERE true${where(conditions)}\nORDER BY ${order}`;

/** The customer that this one counts for, after merges. */
const countsFor = (customer: string): string =>
  `coalesce((SELECT counts_for FROM merged_customer WHERE customer_id = ${literal(customer)}), ${literal(customer)})`;

/** The condition stands inside the view, so that the index on customers is used. */
const ofCustomer = (view: View, column: string, customer: string | null): View =>
  customer === null ? view : { ...view, from: `${view.from}\nWHERE ${column} = ${countsFor(customer)}` };

const MONTHS_IN_RANGE = `
SELECT month.month::text FROM ${TERMS} AS terms CROSS JOIN LATERAL ${MONTHS} AS month
WHERE month.period >= coalesce($1::text, month.period) AND month.period <= coalesce($2::text, month.period)
ORDER BY month.month`;

/**
 * The statements whose rows, one after the other, are the export. Movements are read month by month, because a month is
 * one pass over the contracts and no sort has to hold more than its customers.
 */
export const exportedStatements = async (asked: ExportAsked, { query }: Querying): Promise<readonly string[]> => {
  switch (asked.what) {
    case 'snapshots': {
      const { grain, from, to, dimension, segment, knownAt } = asked;
      const view = knownAt === null ? SNAPSHOT : snapshotsKnownAt(`${literal(knownAt.toISOString())}::timestamptz`);
      const conditions: readonly Condition[] = [
        ['grain', '=', grain],
        ['period', '>=', from],
        ['period', '<=', to],
        ['dimension', '=', dimension],
        ['segment', '=', segment],
      ];
      return [rowsOf(view, conditions, 'grain, period_start, dimension, segment')];
    }
    case 'contracts': {
      const { on, customer } = asked;
      const view = on === null ? CONTRACT_TODAY : contractsOfDay(`${literal(on)}::date`);
      return [rowsOf(ofCustomer(view, 'span.customer_id', customer), [], 'contract_id')];
    }
    case 'movements': {
      const { from, to, customer } = asked;
      const months = await query<{ month: string }>(MONTHS_IN_RANGE, [from, to]);
      const view = ofCustomer(MOVEMENT_BY_CUSTOMER_MONTH, 'customer.customer_id', customer);
      // Without a month in range the export has its columns and no row.
      if (months.length === 0) return [rowsOf(view, [], 'customer_id LIMIT 0')];
      return months.map(({ month }) => rowsOf(view, [['month', '=', month]], 'customer_id'));
    }
  }
};
