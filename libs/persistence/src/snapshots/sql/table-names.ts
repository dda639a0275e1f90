/** The temporary tables of one comparison, under names of their own where it is kept. */
export type ComparisonTables = Readonly<{
  /** The amounts of every customer on the compared days, and the segments that it is in. */
  position: string;
  /** Contracts that changed hands since the days that the comparison looks back to. */
  handedOver: string;
  /** What drove the change of customers that were active both times. */
  driver: string;
  /** One-time lines and bookings of the period, by contract. */
  datedAmount: string;
  /** Contracts that would count, but have no rate. */
  withoutRate: string;
  /** The segments of each segment set. */
  segmentSet: string;
  /** The sums of all of these, by segment. */
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

/** Of a comparison that is gone with its transaction. */
export const PASSING: ComparisonTables = tablesNamed('');

/** The tables by customer and by contract, of which sums are made. */
export type Summands = Pick<ComparisonTables, 'position' | 'handedOver' | 'driver' | 'datedAmount'>;
