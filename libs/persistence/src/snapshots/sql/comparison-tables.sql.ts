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
 * ON COMMIT behaviour of the tables. A kept comparison outlasts its transaction and lives as long as its connection. A
 * table with DELETE ROWS costs every commit of its connection about a millisecond, used or not, so only the tables that
 * every take fills have it.
 */
type OnCommit = 'PRESERVE ROWS' | 'DELETE ROWS' | 'DROP';

export const createSummands = ({ position, handedOver, driver, datedAmount }: Summands, onCommit: OnCommit): string =>
  joined([
    createCustomerPosition(position, `ON COMMIT ${onCommit}`),
    createHandedOver(handedOver, `ON COMMIT ${onCommit}`),
    createDriver(driver, `ON COMMIT ${onCommit}`),
    createDatedAmount(datedAmount, `ON COMMIT ${onCommit}`),
  ]);

/** The statements for all tables of a comparison, as one text. */
export const createTables = (tables: ComparisonTables, onCommit: OnCommit): string =>
  joined([
    createSummands(tables, onCommit),
    createWithoutRate(tables.withoutRate, `ON COMMIT ${onCommit}`),
    createSegmentSet(tables.segmentSet, `ON COMMIT ${onCommit}`),
    createSegmentSums(tables.sums, `ON COMMIT ${onCommit}`),
  ]);
