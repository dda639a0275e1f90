import type { CivilDate, FxRate, Policy } from '@app/domain';
import type { MeasureFields } from '../fold/measure-fields.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** The policy that a store is valued by, as it is stored, and the calculation that valued its contracts. */
export type StoredPolicy = Readonly<{ policyId: string; policy: unknown; valuedBy: string }>;

/** A contract on a day, for a report. */
export type ContractOnDay = Readonly<{
  contractId: string;
  active: boolean;
  hasCreation: boolean;
  measures: MeasureFields;
}>;

/** How many rates were not known before, and how many were known otherwise. */
export type StoredRates = Readonly<{ added: number; changed: number }>;

/** What a store says of itself as a whole, and what can be read from it at any time. */
export abstract class Books {
  /** Null where the store is new. */
  abstract storedPolicy(): Promise<StoredPolicy | null>;
  /** Opens a new store under this policy; where another program was first, its policy stands. */
  abstract open(policyId: string, policy: unknown, horizon: CivilDate): Promise<StoredPolicy>;
  /** Keeps the spans of contracts whose renewals differ for ever up to this day at least. */
  abstract extendHorizon(atLeast: CivilDate, to: CivilDate): Promise<void>;
  /** Makes these rates known. Those that are new or differ make stale what they touch. */
  abstract storeRates(rates: readonly FxRate[]): Promise<StoredRates>;
  /** Makes stale the contracts whose record for subscribers shows another span on `today` than on `before`. */
  abstract turnDay(before: CivilDate, today: CivilDate): Promise<void>;
  abstract sawSnapshotter(): Promise<void>;
  abstract isSnapshotterAtWork(): Promise<boolean>;
  /** In the order of their ids. */
  abstract contractsOn(day: CivilDate): AsyncIterable<readonly ContractOnDay[]>;
  /** The current revisions, a period at a time. */
  abstract currentSnapshots(): AsyncIterable<readonly SnapshotRevision[]>;
}

/** The policy to work under, with its id. */
export type PolicyAtHand = Readonly<{ policy: Policy; policyId: string }>;
