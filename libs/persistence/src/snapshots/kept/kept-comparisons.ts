import { type CivilDate, compareCodePoints, isOpen, periodLabelled, type Policy } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { Isolation, Transaction } from '../../database/database.ts';
import type { Session } from '../../database/session.ts';
import type { PeriodAt } from '../comparison/comparison.ts';
import { periodSums } from '../comparison/period-sums.ts';
import { COUNT_TOUCHED } from '../sql/touched.sql.ts';
import {
  CREATE_KEPT_COMPARISON,
  FORGET,
  HAS_AT_LEAST,
  HAS_CHANGES,
  KEPT,
  type KeptRow,
  LAST_TAKE,
  MARK_CURRENT,
  VACUUMED,
} from './kept-comparison.sql.ts';
import { keptSums } from './kept-sums.ts';
import { dropKept, keptTables, vacuumKept } from './kept-tables.ts';
import { makeReady, workOut } from './work-out.ts';

/** For fewer customers than this, calculating the whole book is as quick as keeping a comparison up to date. */
const WORTH_KEEPING = 5_000;

/**
 * If more than one in this many customers changed, the whole is recalculated. That is quicker from a tenth on, but it takes
 * as long however few changed, and leaves nothing to keep up: after a burst of changes every take would recalculate.
 */
const SHARE_OF_ALL = 3;

/** More touched customers than this are not kept up. */
const mostKeptUp = ({ customers }: Pick<KeptRow, 'customers'>): number =>
  Math.max(WORTH_KEEPING, customers) / SHARE_OF_ALL;

/** The policy, days and rates of a comparison as text. If it differs, the whole is recalculated. */
const basisOf = (policyId: string, { days, rates }: PeriodAt): string =>
  JSON.stringify([
    policyId,
    days,
    rates.measured
      .map(({ currency, now, prior, yearAgo }) => [currency, now, prior, yearAgo].join(' '))
      .toSorted(compareCodePoints),
    rates.dated.map(({ currency, from, to, rate }) => [currency, from, to, rate].join(' ')).toSorted(compareCodePoints),
  ]);

/** The connection whose temporary tables hold the comparisons. */
type OwnConnection = Pick<Session, 'transaction' | 'run'>;

/**
 * The comparisons of open periods, kept from take to take in the temporary tables of one connection, so a take works
 * only on what changed. A comparison is calculated from the whole book if there is none yet, if its days, rates or
 * policy differ, if another program has taken changes in the meantime, or if a large part of the book changed.
 */
export class KeptComparisons {
  readonly #session: OwnConnection;
  readonly #keepsFrom: number;
  #rows: ReadonlyMap<string, KeptRow> = new Map();
  #lastTake: string | null = null;

  /** Keeps the comparisons of a store with at least `keepsFrom` customers. */
  constructor(database: Readonly<{ session: () => OwnConnection }>, keepsFrom = WORTH_KEEPING) {
    this.#session = database.session();
    this.#keepsFrom = keepsFrom;
  }

  /** Runs a transaction that can read comparisons. Afterwards it makes new ones ready for the next take. */
  async transaction<T>(
    isolation: Isolation,
    policy: Policy,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const { done, rows } = await this.#session.transaction(isolation, async (transaction) => {
      const done = await work(transaction);
      await transaction.query(MARK_CURRENT, [this.#lastTake]);
      return { done, rows: await transaction.query<KeptRow>(KEPT) };
    });
    await this.#makeAllReady(policy, rows);
    return done;
  }

  /** Reads which comparisons are kept. Called once the transaction's snapshot is fixed, and before anything is written. */
  async begin({ query }: Transaction, policy: Policy, asOf: CivilDate): Promise<void> {
    await query(CREATE_KEPT_COMPARISON);
    const rows = await query<KeptRow>(KEPT);
    for (const row of rows) {
      const period = periodLabelled(row.grain, row.period, policy.fiscalYearStartMonth);
      if (isOpen(period, asOf, policy.closeAfterDays)) continue;
      await query(dropKept(keptTables(period)));
      await query(FORGET, [row.grain, row.period]);
    }
    this.#rows = new Map(rows.map((row) => [`${row.grain} ${row.period}`, row]));
    const [last] = await query<{ take_id: string | null }>(LAST_TAKE);
    this.#lastTake = last?.take_id ?? null;
  }

  async sums(
    transaction: Transaction,
    { policy, policyId }: Readonly<{ policy: Policy; policyId: string }>,
    at: PeriodAt,
  ): Promise<PeriodSums> {
    const { grain, label } = at.period;
    const row = this.#rows.get(`${grain} ${label}`);
    const basis = basisOf(policyId, at);
    const isUsable = row !== undefined && row.is_ready && row.basis === basis && row.take_id === this.#lastTake;
    const touched = isUsable ? await this.#touched(transaction) : 0;
    if (!isUsable || touched > mostKeptUp(row)) {
      if (!(await this.#isWorthKeeping(transaction))) return periodSums(transaction, policy, at);
      return workOut(transaction, policy, at, { basis, lastTake: this.#lastTake });
    }
    return keptSums(transaction, policy, at, touched);
  }

  /** The number of touched customers in this take. */
  async #touched({ query }: Transaction): Promise<number> {
    const [row] = await query<{ customers: number }>(COUNT_TOUCHED);
    return row?.customers ?? 0;
  }

  async #isWorthKeeping({ query }: Transaction): Promise<boolean> {
    const [row] = await query<{ has: boolean }>(HAS_AT_LEAST, [this.#keepsFrom]);
    return row?.has === true;
  }

  async #hasChanges(count: number): Promise<boolean> {
    return this.#session.transaction('READ COMMITTED', async ({ query }) => {
      const [row] = await query<{ has: boolean }>(HAS_CHANGES, [Math.ceil(count)]);
      return row?.has === true;
    });
  }

  async #makeAllReady(policy: Policy, rows: readonly KeptRow[]): Promise<void> {
    for (const { grain, period, is_ready: isReady, customers, touched } of rows) {
      const tables = keptTables(periodLabelled(grain, period, policy.fiscalYearStartMonth));
      if (!isReady) {
        // Under overload the next take would not keep it up either, so the time is left to others.
        if (await this.#hasChanges(mostKeptUp({ customers }))) continue;
        await this.#session.transaction('READ COMMITTED', (transaction) =>
          makeReady(transaction, tables, { grain, period }),
        );
        // Only a VACUUM frees the space of removed rows. It runs when they are as many as the others; running it sooner
        // took a fifth of the time of all takes.
      } else if (touched > Math.max(WORTH_KEEPING, customers)) {
        await this.#session.run(vacuumKept(tables));
        await this.#session.transaction('READ COMMITTED', ({ query }) => query(VACUUMED, [grain, period]));
      }
    }
  }
}
