import { dimensionsOf } from '@app/domain';
import { SystemClock } from '@app/platform';
import { type Database, missingMigrations, PostgresBooks, reportedSegments, stillToMove } from '@app/persistence';
import {
  CalculationDiffersError,
  NotReportedError,
  openStore,
  OutOfRangeError,
  type PolicyAtHand,
} from '@app/processing';
import { todayIn, UsageError } from '@app/host';
import { namesThatExist } from '../options/near-names.ts';
import type { SegmentOptions } from '../options/segment-options.ts';
import type { StoreOptions } from '../options/store-options.ts';
import { withStore } from './with-store.ts';

/** A store that has books, and the policy that they are valued by. */
export type ExistingStore = Readonly<{ database: Database; at: PolicyAtHand }>;

/** Throws `UsageError` if the schema is older than the program, or rows are still to be moved. */
const assertUpToDate = async (database: Database): Promise<void> => {
  const missing = await missingMigrations(database);
  if (missing.length > 0) throw new UsageError('the schema is not up to date: run acv migrate first');
  const unmoved = await stillToMove(database);
  if (unmoved !== null) throw new UsageError(`${unmoved}: run acv migrate first`);
};

/** Runs `work` on a store whose schema is up to date. Throws `UsageError` if it is older than the program. */
export const withUpToDateStore = async <T>(
  options: StoreOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> =>
  withStore(options, async (database) => {
    await assertUpToDate(database);
    return work(database);
  });

const NO_BOOKS =
  'there are no books in this store. Is it the right one? --books or --database-url (or DATABASE_URL) names it; acv replay fills one';

/**
 * Throws `UsageError` if the store has no books, or if it has to be migrated or restated first. A store without books
 * is left as it is: opening it would settle by which policy it is valued.
 */
export const existingStore = async (database: Database): Promise<ExistingStore> => {
  await assertUpToDate(database);
  const books = new PostgresBooks(database);
  if ((await books.storedPolicy()) === null) throw new UsageError(NO_BOOKS);
  try {
    return { database, at: await openStore(books, null, todayIn('UTC', new SystemClock())) };
  } catch (error) {
    throw error instanceof CalculationDiffersError ? new UsageError(error.message) : error;
  }
};

/** A report's own refusals. The field that an `OutOfRangeError` names has the name of the option. */
const asUsageError = (error: unknown): unknown => {
  if (error instanceof OutOfRangeError) return new UsageError(`--${error.message}`);
  return error instanceof NotReportedError ? new UsageError(error.message) : error;
};

/** Adds to a refusal which dimensions or segments there are, if the one that was asked for was never reported. */
const withSegments = async (
  error: unknown,
  { dimension, segment }: SegmentOptions,
  { database, at }: ExistingStore,
): Promise<unknown> => {
  if (!(error instanceof UsageError) || dimension === undefined || segment === undefined) return error;
  const segments = await reportedSegments(database, dimension);
  const dimensions = dimensionsOf(at.policy);
  if (segments.length === 0 && !dimensions.includes(dimension)) {
    return new UsageError(`${error.message}; ${namesThatExist(dimension, dimensions)}`, { cause: error });
  }
  if (segments.length === 0 || segments.includes(segment)) return error;
  return new UsageError(`${error.message}; ${namesThatExist(segment, segments)}`, { cause: error });
};

/**
 * Runs a report on a store that has books. Throws `UsageError`, also for a day, number or segment that they do not
 * have.
 */
export const withExistingStore = async <T>(
  options: StoreOptions & SegmentOptions,
  report: (store: ExistingStore) => Promise<T>,
): Promise<T> =>
  withStore(options, async (database) => {
    const store = await existingStore(database);
    try {
      return await report(store);
    } catch (error) {
      throw await withSegments(asUsageError(error), options, store);
    }
  });

/** Runs a report on a store that has books, and prints its text. Throws `UsageError`. */
export const printReport = async (
  options: StoreOptions & SegmentOptions,
  report: (store: ExistingStore) => Promise<string>,
): Promise<void> => {
  process.stdout.write(`${await withExistingStore(options, report)}\n`);
};
