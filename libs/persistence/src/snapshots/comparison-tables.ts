import { createDated } from './dated.sql.ts';
import { createDriver } from './drivers-by-customer.ts';
import { createPlaces } from './places.sql.ts';
import { createPosition } from './position.sql.ts';
import { createSums } from './segment-sums.sql.ts';
import { createUnrated } from './standing.sql.ts';

/** Where a comparison stands once it is worked out: temporary tables, under names of its own where it is kept. */
export type ComparisonTables = Readonly<{
  /** Where every customer stands. */
  position: string;
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
  driver: `driver${suffix}`,
  dated: `dated${suffix}`,
  unrated: `unrated${suffix}`,
  places: `places${suffix}`,
  sums: `segment_sums${suffix}`,
});

/** Of a comparison that is gone with its transaction. */
export const PASSING: ComparisonTables = tablesNamed('');

/** One statement for all of them. Rows of a comparison that is kept outlast the transaction, as its connection does. */
export const createTables = (tables: ComparisonTables, isKept: boolean): string => {
  const onCommit = isKept ? 'ON COMMIT PRESERVE ROWS' : 'ON COMMIT DELETE ROWS';
  return [
    createPosition(tables.position, onCommit),
    createDriver(tables.driver, onCommit),
    createDated(tables.dated, onCommit),
    createUnrated(tables.unrated, onCommit),
    createPlaces(tables.places, onCommit),
    createSums(tables.sums, onCommit),
  ].join(';\n');
};

export const clearTables = (tables: ComparisonTables): string => `TRUNCATE ${Object.values(tables).join(', ')}`;
