import { covers, type Policy, type Span } from '@app/domain';
import type { Stale } from '@app/processing';
import { dateFrom, endFrom } from '../../contracts/stored-dates.ts';
import type { Querying, Transaction } from '../../database/database.ts';
import { Script } from '../sql/script.ts';
import { joined } from '../sql/sql.ts';
import {
  ANALYZE_TOUCHED,
  FILL_TOUCHED_CONTRACTS,
  FILL_TOUCHED_CUSTOMERS,
  READ_AS_BEFORE,
  READ_ONE_BY_ONE,
  TOUCH_ALL_CUSTOMERS,
  TOUCHED,
} from '../sql/touched.sql.ts';
import { CREATE_WORKING_TABLES, emptyTables } from '../sql/working-tables.sql.ts';
import { BY_ANY, BY_INDEX, MOVED_CUSTOMERS, REFRESH_CUSTOMERS } from './first-active-days.sql.ts';
import { CHANGED_DAYS, CHANGED_RATES } from './take.sql.ts';

const FOR_EVER: Span = { start: dateFrom('1970-01-01'), end: null };

/**
 * The days on which changed rates count. Rates count on measured days. Under constant rates only the rate of the
 * policy's day counts, and it counts on all days.
 */
const seenRates = (changed: readonly Span[], { fx }: Policy): readonly Span[] => {
  if (fx.mode === 'period_end') return changed;
  return changed.some((days) => covers(days, fx.date)) ? [FOR_EVER] : [];
};

/** Stores the contracts and customers that these statements find, and brings their first active days up to date. */
const touch = async (transaction: Transaction, statements: readonly string[]): Promise<void> => {
  const script = new Script();
  script.add(joined([CREATE_WORKING_TABLES, emptyTables(TOUCHED)]));
  for (const statement of [READ_ONE_BY_ONE, ...statements, ANALYZE_TOUCHED, REFRESH_CUSTOMERS, READ_AS_BEFORE])
    script.add(statement);
  await script.send(transaction);
};

/** Brings the first active days of all customers up to date. */
export const touchAll = (transaction: Transaction): Promise<void> => touch(transaction, [TOUCH_ALL_CUSTOMERS]);

/** The days on which contracts and rates changed since the last take; reads only. */
export const changedDays = async ({ query }: Querying, policy: Policy): Promise<Stale> => {
  const changed = await query<{ first_day: string; last_day: string }>(CHANGED_DAYS);
  const rates = await query<{ date: string; until: string }>(CHANGED_RATES);
  return {
    events: changed.map((row) => ({ start: dateFrom(row.first_day), end: endFrom(row.last_day) })),
    fx: seenRates(
      rates.map(({ date, until }) => ({ start: dateFrom(date), end: endFrom(until) })),
      policy,
    ),
  };
};

/** The days on which figures changed since the last take. Leaves the touched contracts and customers in their tables. */
export const staleDays = async (transaction: Transaction, policy: Policy): Promise<Stale> => {
  const { query } = transaction;
  await touch(transaction, [FILL_TOUCHED_CONTRACTS, FILL_TOUCHED_CUSTOMERS]);
  await query(BY_INDEX);
  const moved = await query<{ day: string }>(MOVED_CUSTOMERS);
  await query(BY_ANY);
  const { events, fx } = await changedDays(transaction, policy);
  return { events: [...events, ...moved.map(({ day }) => ({ start: dateFrom(day), end: null }))], fx };
};
