import {
  type CivilDate,
  compareCodePoints,
  dimensionsOf,
  isOpen,
  type Period,
  periodLabelled,
  type Policy,
} from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { Database, Isolation, Session, Transaction } from '../../database/database.ts';
import type { PeriodAt } from '../comparison/comparison.ts';
import { keepUp } from './keep-up.ts';
import { addCodes, addRanked, advancePins, setPins, setPinsFound, tellCommon, WALK_NO_MORE } from './kept-ranks.sql.ts';
import { createKept, dropKept, indexKept, type KeptTables, keptTables, vacuumKept } from './kept-tables.ts';
import { periodSums, readComparison, type ReadSums, type SumsByKey, sumsByKey, sumUpAll } from '../comparison/period-sums.ts';
import { pinnedPercents, pinnedRank, RANKED_LISTS, Ranks } from '../comparison/ranked-lists.ts';
import { CREATE_SCRATCH, emptyTables, SCRATCH } from '../sql/working-tables.sql.ts';
import { segmentKey } from '../comparison/segment-key.ts';
import { COUNT_TOUCHED } from '../sql/touched.sql.ts';

/**
 * What is kept. `terms`: by what it was worked out. `take_id`: the last take of the store, by whomever, that it knows of;
 * changes that another one took over are missing in it. `is_ready`: its indexes stand. `touched`: rows that were taken
 * out since it was last cleaned up.
 */
const CREATE_KEPT = `
CREATE TEMPORARY TABLE IF NOT EXISTS kept_comparison (
  grain text NOT NULL,
  period text NOT NULL,
  terms text NOT NULL,
  take_id bigint,
  is_ready boolean NOT NULL,
  customers integer NOT NULL,
  touched integer NOT NULL,
  PRIMARY KEY (grain, period)
)`;

const KEPT = 'SELECT grain, period, terms, take_id::text, is_ready, customers, touched FROM kept_comparison';
const LAST_TAKE = 'SELECT max(take_id)::text AS take_id FROM take';
const KEEP = `
INSERT INTO kept_comparison (grain, period, terms, take_id, is_ready, customers, touched)
VALUES ($1, $2, $3, $4, false, $5, 0)
ON CONFLICT (grain, period) DO UPDATE SET terms = excluded.terms, take_id = excluded.take_id, is_ready = false,
  customers = excluded.customers, touched = 0`;
const TOUCH = 'UPDATE kept_comparison SET touched = touched + $3 WHERE grain = $1 AND period = $2';
const FORGET = 'DELETE FROM kept_comparison WHERE grain = $1 AND period = $2';
/** Only comparisons that were current at the start of the take are marked current at its end. */
const KNOW_TAKE = `
UPDATE kept_comparison SET take_id = (SELECT max(take_id) FROM take) WHERE take_id IS NOT DISTINCT FROM $1`;
const MAKE_READY = 'UPDATE kept_comparison SET is_ready = true WHERE grain = $1 AND period = $2';
const CLEANED_UP = 'UPDATE kept_comparison SET touched = 0 WHERE grain = $1 AND period = $2';

type KeptRow = Readonly<{
  grain: Period['grain'];
  period: string;
  terms: string;
  take_id: string | null;
  is_ready: boolean;
  customers: number;
  touched: number;
}>;

/** A book of few customers is worked out as quickly as it is kept up. */
const WORTH_KEEPING = 5_000;
const HAS_AT_LEAST = 'SELECT count(*)::int >= $1 AS has FROM (SELECT FROM customer LIMIT $1) known';

/** Where more than this share of the customers changed, working out anew is quicker than keeping up. */
const SHARE_OF_ALL = 10;

/** The values from a rank on. */
type PinRow = Readonly<{ dimension: number; segment: string; rank: number; values: readonly string[] }>;

const termsOf = (policyId: string, { days, rates }: PeriodAt): string =>
  JSON.stringify([
    policyId,
    days,
    rates.measured
      .map(({ currency, now, prior, yearAgo }) => [currency, now, prior, yearAgo].join(' '))
      .toSorted(compareCodePoints),
    rates.dated.map(({ currency, from, to, rate }) => [currency, from, to, rate].join(' ')).toSorted(compareCodePoints),
  ]);

/**
 * The comparisons of open periods, kept from take to take in the temporary tables of one connection, so that a take works
 * on what changed and not on the whole book. A comparison is worked out anew where there is none, where its days, rates or
 * policy are others, where another program took over changes meanwhile, and where a large part of the book changed.
 */
export class KeptComparisons {
  readonly #session: Session;
  readonly #keepsFrom: number;
  #known: ReadonlyMap<string, KeptRow> = new Map();
  #lastTake: string | null = null;

  /** Keeps those of a store that knows at least so many customers. */
  constructor(database: Database, keepsFrom = WORTH_KEEPING) {
    this.#session = database.session();
    this.#keepsFrom = keepsFrom;
  }

  /** A transaction in which comparisons can be read; behind it what was worked out is made ready for the next. */
  async transaction<T>(
    isolation: Isolation,
    policy: Policy,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const { done, rows } = await this.#session.transaction(isolation, async (transaction) => {
      const done = await work(transaction);
      await transaction.query(KNOW_TAKE, [this.#lastTake]);
      return { done, rows: await transaction.query<KeptRow>(KEPT) };
    });
    await this.#makeReady(policy, rows);
    return done;
  }

  /** Sees what is kept. Once what the transaction reads is fixed, before anything is written. */
  async begin({ query }: Transaction, policy: Policy, asOf: CivilDate): Promise<void> {
    await query(CREATE_KEPT);
    const rows = await query<KeptRow>(KEPT);
    for (const row of rows) {
      const period = periodLabelled(row.grain, row.period, policy.fiscalYearStartMonth);
      if (isOpen(period, asOf, policy.closeAfterDays)) continue;
      await query(dropKept(keptTables(period)));
      await query(FORGET, [row.grain, row.period]);
    }
    this.#known = new Map(rows.map((row) => [`${row.grain} ${row.period}`, row]));
    const [last] = await query<{ take_id: string | null }>(LAST_TAKE);
    this.#lastTake = last?.take_id ?? null;
  }

  async sums(
    transaction: Transaction,
    { policy, policyId }: Readonly<{ policy: Policy; policyId: string }>,
    at: PeriodAt,
  ): Promise<PeriodSums> {
    const { grain, label } = at.period;
    const known = this.#known.get(`${grain} ${label}`);
    const terms = termsOf(policyId, at);
    const isUsable = known !== undefined && known.is_ready && known.terms === terms && known.take_id === this.#lastTake;
    const touched = isUsable ? await this.#touched(transaction) : 0;
    if (!isUsable || touched > Math.max(WORTH_KEEPING, known.customers) / SHARE_OF_ALL) {
      if (!(await this.#isWorthKeeping(transaction))) return periodSums(transaction, policy, at);
      return anew(transaction, policy, at, { terms, lastTake: this.#lastTake });
    }
    const kept = keptTables(at.period);
    await keepUp(transaction, policy, at, kept);
    await transaction.query(TOUCH, [grain, label, touched]);
    const sums = await sumsByKey(transaction, kept);
    const ranks = await keptRanks(transaction, kept, sums);
    return readComparison(transaction, kept, at.days, policy, { sums, ranks });
  }

  /** How many customers the take has found to be touched. */
  async #touched({ query }: Transaction): Promise<number> {
    const [row] = await query<{ customers: number }>(COUNT_TOUCHED);
    return row?.customers ?? 0;
  }

  async #isWorthKeeping({ query }: Transaction): Promise<boolean> {
    const [row] = await query<{ has: boolean }>(HAS_AT_LEAST, [this.#keepsFrom]);
    return row?.has === true;
  }

  async #makeReady(policy: Policy, rows: readonly KeptRow[]): Promise<void> {
    for (const { grain, period, is_ready: isReady, customers, touched } of rows) {
      const tables = keptTables(periodLabelled(grain, period, policy.fiscalYearStartMonth));
      if (!isReady) {
        await this.#session.transaction('READ COMMITTED', (transaction) =>
          indexed(transaction, tables, { grain, period }),
        );
        // Rows that were taken out leave their room to others only when it is cleaned up. Sooner than here, when there are
        // as many of them as of the others, took a fifth of the time of all takes.
      } else if (touched > Math.max(WORTH_KEEPING, customers)) {
        await this.#session.run(vacuumKept(tables));
        await this.#session.transaction('READ COMMITTED', ({ query }) => query(CLEANED_UP, [grain, period]));
      }
    }
  }
}

/** Works a comparison out from the whole book, and keeps it. */
const anew = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  { terms, lastTake }: Readonly<{ terms: string; lastTake: string | null }>,
): Promise<PeriodSums> => {
  const kept = keptTables(at.period);
  await transaction.query(dropKept(kept));
  await transaction.query(`${CREATE_SCRATCH};\n${createKept(kept)};\n${emptyTables(SCRATCH)}`);
  const read = await sumUpAll(transaction, policy, at, kept);
  await pinned(transaction, policy, kept, read);
  const [{ customers } = { customers: 0 }] = await transaction.query<{ customers: number }>(
    `SELECT count(*)::int AS customers FROM ${kept.position}`,
  );
  await transaction.query(KEEP, [at.period.grain, at.period.label, terms, lastTake, customers]);
  return readComparison(transaction, kept, at.days, policy, read);
};

/** Remembers where every quantile lies. */
const pinned = async (
  { query }: Transaction,
  policy: Policy,
  kept: KeptTables,
  { sums, ranks }: ReadSums,
): Promise<void> => {
  for (const statement of addCodes(kept)) await query(statement, [dimensionsOf(policy).length]);
  const pins = RANKED_LISTS.flatMap((list) =>
    [...sums].flatMap(([key, row]) => {
      const values = Number(row[list.count] ?? 0);
      const { dimension, segment } = row;
      return (values === 0 ? [] : pinnedPercents(list)).map((percent) => ({
        ...{ list: list.name, dimension, segment, percent },
        ...ranks.valueAt(list.name, key, pinnedRank(list, values, percent)),
      }));
    }),
  );
  await query(setPinsFound(kept), [JSON.stringify(pins)]);
};

/** What keeping up relies on. */
const indexed = async (
  transaction: Transaction,
  tables: KeptTables,
  { grain, period }: Pick<KeptRow, 'grain' | 'period'>,
): Promise<void> => {
  for (const statement of [tellCommon(tables), ...addRanked(tables, tables), ...indexKept(tables), setPins(tables)]) {
    await transaction.query(statement);
  }
  await transaction.query(MAKE_READY, [grain, period]);
};

const keptRanks = async ({ query }: Transaction, tables: KeptTables, sums: SumsByKey): Promise<Ranks> => {
  const rows = [...sums.values()];
  const ranks = new Ranks();
  for (const list of RANKED_LISTS) {
    // To plan for a list takes longer than to find that it holds nothing.
    if (!rows.some((row) => Number(row[list.count]) > 0)) continue;
    for (const { dimension, segment, rank, values } of await query<PinRow>(advancePins(tables, list))) {
      const key = Ranks.keyOf(list.name, segmentKey(dimension, segment));
      for (const [i, value] of values.entries()) ranks.add(key, rank + i, { value, below: rank + i - 1 });
    }
  }
  await query(WALK_NO_MORE);
  return ranks;
};
