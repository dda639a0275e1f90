import { createDated } from './dated-amounts.sql.ts';
import { createDriver } from '../comparison/drivers-by-customer.ts';
import { createHandedOver } from './handed-over.sql.ts';
import { createPlaces } from './segment-sets.sql.ts';
import { createPosition } from './customer-positions.sql.ts';
import { createSums } from './segment-sums.sql.ts';
import { createUnrated } from './day-spans.sql.ts';

/** Where a comparison stands once it is worked out: temporary tables, under names of its own where it is kept. */
export type ComparisonTables = Readonly<{
  /** Where every customer stands. */
  position: string;
  /** Contracts that changed hands since the days that it compares with. */
  handedOver: string;
  /** What drove the change of customers that were active both times. */
  driver: string;
  /** One-time lines and bookings of the period, by contract. */
  dated: string;
  /** Contracts that would count, but have no rate. */
  unrated: string;
  /** Which segments the numbers of places stand for. */
  places: string;
  /** What all of these come to, by segment. */
  sums: string;
}>;

export const tablesNamed = (suffix: string): ComparisonTables => ({
  position: `position${suffix}`,
  handedOver: `handed_over${suffix}`,
  driver: `driver${suffix}`,
  dated: `dated${suffix}`,
  unrated: `unrated${suffix}`,
  places: `places${suffix}`,
  sums: `segment_sums${suffix}`,
});

/** Of a comparison that is gone with its transaction. */
export const PASSING: ComparisonTables = tablesNamed('');

/** What is worked out customer by customer, and what is dated: what sums are made of. */
export type Summands = Pick<ComparisonTables, 'position' | 'handedOver' | 'driver' | 'dated'>;

/**
 * ON COMMIT behaviour of the tables. A comparison that is kept outlasts the transaction, as its connection does.
 * Each table that a connection empties at its commits costs every one of them about a millisecond, used or not, so that
 * only those that every take fills are of this kind.
 */
type OnCommit = 'PRESERVE ROWS' | 'DELETE ROWS' | 'DROP';

export const createSummands = ({ position, handedOver, driver, dated }: Summands, onCommit: OnCommit): string =>
  [
    createPosition(position, `ON COMMIT ${onCommit}`),
    createHandedOver(handedOver, `ON COMMIT ${onCommit}`),
    createDriver(driver, `ON COMMIT ${onCommit}`),
    createDated(dated, `ON COMMIT ${onCommit}`),
  ].join(';\n');

/** One statement for all of them. */
export const createTables = (tables: ComparisonTables, onCommit: OnCommit): string =>
  [
    createSummands(tables, onCommit),
    createUnrated(tables.unrated, `ON COMMIT ${onCommit}`),
    createPlaces(tables.places, `ON COMMIT ${onCommit}`),
    createSums(tables.sums, `ON COMMIT ${onCommit}`),
  ].join(';\n');
