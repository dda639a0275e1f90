/** The temporary tables of one comparison. A kept comparison has table names of its own. */
export type ComparisonTables = Readonly<{
  /** The amounts of every customer on the compared days, and the segments that it is in. */
  position: string;
  /** Contracts that changed hands since the prior or the year-ago day. */
  handedOver: string;
  /** The drivers of customers that are active on both days. */
  driver: string;
  /** One-time lines and bookings of the period, by contract. */
  datedAmount: string;
  /** Contracts that would count, but have no rate. */
  withoutRate: string;
  /** The segments of each segment set. */
  segmentSet: string;
  /** The sums of all these tables, by segment. */
  sums: string;
}>;

export const tablesNamed = (suffix: string): ComparisonTables => ({
  position: `customer_position${suffix}`,
  handedOver: `handed_over${suffix}`,
  driver: `driver${suffix}`,
  datedAmount: `dated_amount${suffix}`,
  withoutRate: `contract_without_rate${suffix}`,
  segmentSet: `segment_set${suffix}`,
  sums: `segment_sums${suffix}`,
});

/** The tables of a comparison that ends with its transaction. */
export const PASSING: ComparisonTables = tablesNamed('');

/** The tables by customer and by contract, from which the sums are made. */
export type Summands = Pick<ComparisonTables, 'position' | 'handedOver' | 'driver' | 'datedAmount'>;
