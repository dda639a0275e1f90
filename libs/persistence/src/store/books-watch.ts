import type { CivilDate, Span } from '@app/domain';
import { dateFrom, endFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Querying } from '../database/database.ts';
import { BEHIND_PLACE, type ChangePlace, placeAt, placeBehind, RECENT_CHANGES } from './change-place.ts';

/**
 * All that a figure depends on. `basis`: the policy and the calculation, the days taken, and the versions of the rates
 * and of the merged customers. Beside it the last take and the last change of a contract, with the number of the recent
 * changes. Each by primary key.
 */
const BOOKS_NOW = `
WITH last AS MATERIALIZED (SELECT coalesce(max(change_id), 0) AS change_id FROM change)
SELECT
  concat_ws(' ', policy_id, calculation, as_of, first_day_taken,
    'rates', (SELECT version FROM rate_version),
    'merges', (SELECT version FROM merge_version)
  ) AS basis,
  as_of::text,
  coalesce((SELECT max(take_id) FROM take), 0)::text AS take,
  last.change_id::text AS last_change,
  (SELECT count(*) FROM change WHERE change_id > (SELECT change_id FROM last) - ${RECENT_CHANGES})::text AS recent
FROM store, last`;

/** The days of the changes behind a place. By primary key. */
const DAYS_BEHIND = `
SELECT change_id::text, first_day::text, last_day::text
FROM change
WHERE ${BEHIND_PLACE}
ORDER BY change_id
LIMIT $3`;

type NowRow = Readonly<{ basis: string; as_of: string | null; take: string; last_change: string; recent: string }>;
type ChangeRow = Readonly<{ change_id: string; first_day: string; last_day: string }>;

const NOTHING: NowRow = { basis: '', as_of: null, take: '0', last_change: '0', recent: '0' };

/** After more changes than this at once, every day counts as changed. */
const MOST_CHANGES = 5_000;

/** The state of the books, and the days that changed since the look before. */
export type BooksNow = Readonly<{
  /** Differs whenever an answer may differ. */
  version: string;
  /** Differs whenever an answer about days that have not changed may differ. */
  basis: string;
  /** The last day taken. */
  asOf: CivilDate | null;
  /** Null: any day. */
  changed: readonly Span[] | null;
}>;

/** Looks at the books again and again. One look at a time. */
export class BooksWatch {
  #last: NowRow | null = null;
  #place: ChangePlace = placeAt(0, []);
  /**
   * Days that changed before the last take and since. A take brings the first active days of customers up to date, so
   * they change once more with the take that reads them, which is the next or the one after it.
   */
  #untaken: Readonly<{ before: readonly Span[]; since: readonly Span[] }> = { before: [], since: [] };

  constructor(private readonly store: Querying) {}

  async look(): Promise<BooksNow> {
    const [now = NOTHING] = await this.store.query<NowRow>(BOOKS_NOW);
    const version = [now.basis, now.take, now.last_change, now.recent].join(' ');
    return { version, basis: now.basis, asOf: nullableDate(now.as_of), changed: await this.#changed(now) };
  }

  async #changed(now: NowRow): Promise<readonly Span[] | null> {
    const last = this.#last;
    if (last === null) return this.#beginAt(now);
    const isTaken = last.take !== now.take;
    const isChanged = last.last_change !== now.last_change || last.recent !== now.recent;
    const fresh = isChanged ? await this.#freshDays() : [];
    if (fresh === null) return this.#beginAt(now);
    this.#last = now;
    const { before, since } = this.#untaken;
    this.#untaken = isTaken ? { before: since, since: fresh } : { before, since: [...since, ...fresh] };
    return isTaken ? [...before, ...since, ...fresh] : fresh;
  }

  /** Begins behind all that is visible. */
  async #beginAt(now: NowRow): Promise<null> {
    const last = Number(now.last_change);
    const recent = await this.#behind({ last: Math.max(0, last - RECENT_CHANGES), missing: new Set() });
    // What has become visible since is behind the place, and is read by the next look.
    this.#place = placeAt(
      last,
      numbersOf(recent).filter((id) => id <= last),
    );
    this.#last = now;
    this.#untaken = { before: [], since: [] };
    return null;
  }

  /** Null: too many to look at each. */
  async #freshDays(): Promise<readonly Span[] | null> {
    const rows = await this.#behind(this.#place);
    if (rows.length > MOST_CHANGES) return null;
    this.#place = placeBehind(this.#place, numbersOf(rows));
    const days = new Map(rows.map((row) => [`${row.first_day} ${row.last_day}`, row]));
    return [...days.values()].map((row) => ({ start: dateFrom(row.first_day), end: endFrom(row.last_day) }));
  }

  #behind({ last, missing }: ChangePlace): Promise<readonly ChangeRow[]> {
    return this.store.query<ChangeRow>(DAYS_BEHIND, [last, [...missing], MOST_CHANGES + 1]);
  }
}

const numbersOf = (rows: readonly ChangeRow[]): readonly number[] => rows.map(({ change_id }) => Number(change_id));
