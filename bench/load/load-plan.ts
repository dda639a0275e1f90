/** What a load is made of. The same plan gives the same bytes on every machine. */
export type LoadPlan = Readonly<{
  /** Lines in all: repeats and refused ones too. */
  events: number;
  contracts: number;
  /** The number of the first contract, and how far the next one is: plans may go on with contracts of others. */
  firstContract: number;
  stride: number;
  /** The days on which contracts are created, the last one exclusive. By its number alone each has its moment. */
  createdFrom: string;
  createdBefore: string;
  /** Whether the creations have been sent already, by another plan with the same days of creation. */
  areKnown: boolean;
  /** The days on which everything else is recorded and takes effect; of a contract never before its creation. */
  firstDay: string;
  lastDay: string;
  /** Of all events, those recorded before what has come of their contract already. */
  lateShare: number;
  repeatedShare: number;
  refusedShare: number;
  cancelledShare: number;
  seed: number;
}>;

/** The main load: ten events a contract over two years. */
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
  seed: 1,
};

/** Nothing but creations and amendments, in record order. */
export const PLAIN = { lateShare: 0, repeatedShare: 0, refusedShare: 0, cancelledShare: 0 } as const;

export const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
