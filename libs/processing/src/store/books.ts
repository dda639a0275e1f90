import type { CivilDate, FxRate, Policy } from '@app/domain';
import type { MeasureFields } from '../fold/measure-fields.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** The policy that a store is valued by, as stored JSON, and the calculation that valued its contracts. */
export type StoredPolicy = Readonly<{ policyId: string; policy: unknown; valuedBy: string }>;

/** A contract on a day, for a report. */
export type ContractOnDay = Readonly<{
  contractId: string;
  /**
   * On a day on which it is not active: those that it had last, or will have first. Null for a contract that has only
   * cancellations.
   */
  customerId: string | null;
  currency: string | null;
  /** Empty if it is not active. */
  attributes: Readonly<Record<string, string>>;
  active: boolean;
  hasCreation: boolean;
  measures: MeasureFields;
}>;

/** How many rates were new, and how many replaced a different one. */
export type StoredRates = Readonly<{ added: number; changed: number }>;

/** The port of a store as a whole. */
export abstract class Books {
  /** Null if the store is new. */
  abstract storedPolicy(): Promise<StoredPolicy | null>;
  /** Opens a new store under this policy, unless another process was first. Returns the policy that the store has. */
  abstract open(policyId: string, policy: unknown, horizon: CivilDate): Promise<StoredPolicy>;
  /** Extends the horizon, the day up to which every endless contract has spans, to `to` if it is before `atLeast`. */
  abstract extendHorizon(atLeast: CivilDate, to: CivilDate): Promise<void>;
  /** Stores the rates. New and changed ones make the periods stale that they are used in. */
  abstract storeRates(rates: readonly FxRate[]): Promise<StoredRates>;
  /** Makes stale the contracts whose published record shows another span on `today` than on `before`. */
  abstract turnDay(before: CivilDate, today: CivilDate): Promise<void>;
  abstract sawSnapshotter(): Promise<void>;
  abstract isSnapshotterAtWork(): Promise<boolean>;
  /** All contracts, in the order of their ids. */
  abstract contractsOn(day: CivilDate): AsyncIterable<readonly ContractOnDay[]>;
  /** The current revisions of all snapshots, one period at a time. */
  abstract currentSnapshots(): AsyncIterable<readonly SnapshotRevision[]>;
}

/** A policy with its id. */
export type PolicyAtHand = Readonly<{ policy: Policy; policyId: string }>;
