import { createCustomerPosition } from './customer-positions.sql.ts';
import { createDatedAmount } from './dated-amounts.sql.ts';
import { createDriver } from './drivers.sql.ts';
import { createHandedOver } from './handed-over.sql.ts';
import { createWithoutRate } from './left-out.sql.ts';
import { createSegmentSet } from './segment-sets.sql.ts';
import { createSegmentSums } from './segment-sums.sql.ts';
import { joined } from './sql.ts';
import type { ComparisonTables, Summands } from './table-names.ts';

/**
 * ON COMMIT behaviour of the tables. A comparison that is kept outlasts the transaction, as its connection does.
 * Each table that a connection empties at its commits costs every one of them about a millisecond, used or not, so that
 * only those that every take fills are of this kind.
 */
type OnCommit = 'PRESERVE ROWS' | 'DELETE ROWS' | 'DROP';

export const createSummands = ({ position, handedOver, driver, datedAmount }: Summands, onCommit: OnCommit): string =>
  joined([
    createCustomerPosition(position, `ON COMMIT ${onCommit}`),
    createHandedOver(handedOver, `ON COMMIT ${onCommit}`),
    createDriver(driver, `ON COMMIT ${onCommit}`),
    createDatedAmount(datedAmount, `ON COMMIT ${onCommit}`),
  ]);

/** One text for all of them. */
export const createTables = (tables: ComparisonTables, onCommit: OnCommit): string =>
  joined([
    createSummands(tables, onCommit),
    createWithoutRate(tables.withoutRate, `ON COMMIT ${onCommit}`),
    createSegmentSet(tables.segmentSet, `ON COMMIT ${onCommit}`),
    createSegmentSums(tables.sums, `ON COMMIT ${onCommit}`),
  ]);
