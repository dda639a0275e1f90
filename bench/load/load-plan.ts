/** The contents of a load. The same plan gives the same bytes on every machine. */
export type LoadPlan = Readonly<{
  /** All lines, with the repeated and refused ones. */
  events: number;
  contracts: number;
  /**
   * The number of the first contract, and the distance to the next: plans may continue the contracts of other plans.
   */
  firstContract: number;
  stride: number;
  /** The days on which contracts are created, the last one exclusive. A contract's number decides its moment. */
  createdFrom: string;
  createdBefore: string;
  /** Whether another plan with the same days of creation has already sent the creations. */
  areKnown: boolean;
  /** The days on which all other events are recorded and take effect, never before the creation of their contract. */
  firstDay: string;
  lastDay: string;
  /** Shares of all events. Late: recorded before an event of the same contract that has already arrived. */
  lateShare: number;
  repeatedShare: number;
  refusedShare: number;
  cancelledShare: number;
  /** Whether each record names a sampled span of the billing system in its header `traceparent`. */
  isTraced: boolean;
  seed: number;
}>;

/** The main load: ten events per contract over two years. */
export const MAIN_LOAD: LoadPlan = {
  events: 500_000,
  contracts: 50_000,
  firstContract: 0,
  stride: 1,
  createdFrom: '2024-01-01',
  createdBefore: '2025-12-01',
  areKnown: false,
  firstDay: '2024-01-01',
  lastDay: '2026-01-01',
  lateShare: 0.02,
  repeatedShare: 0.01,
  refusedShare: 0.001,
  cancelledShare: 0.02,
  isTraced: false,
  seed: 1,
};

/** Only creations and amendments, in record order. */
export const PLAIN = { lateShare: 0, repeatedShare: 0, refusedShare: 0, cancelledShare: 0 } as const;

export const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
