import { policyToRead } from '@app/host';
import { type Database, PostgresComparisonBooks, PostgresReportedSnapshots } from '@app/persistence';
import {
  CompareDays,
  ListMovedCustomers,
  ListMoversBetween,
  ListPeriods,
  ListSegments,
  ListSnapshots,
  NarratePeriod,
  type PolicyAtHand,
  ReadSeries,
} from '@app/processing';

/** What a controller may ask of the store. Each answers under one policy. */
export type UseCases = Readonly<{
  /** The policy under which they answer. */
  at: PolicyAtHand;
  policy: () => Promise<PolicyAtHand>;
  compare: CompareDays;
  movedCustomers: ListMovedCustomers;
  narrative: NarratePeriod;
  periods: ListPeriods;
  segments: ListSegments;
  series: ReadSeries;
  snapshots: ListSnapshots;
}>;

/** The use cases on a store under a policy. Built anew when a restatement changes the policy. */
export const useCasesUnder =
  (database: Database) =>
  (at: PolicyAtHand): UseCases => {
    const { policy } = at;
    const reported = new PostgresReportedSnapshots(database, at);
    const comparison = new PostgresComparisonBooks(database, at);
    return {
      at,
      policy: () => policyToRead(database),
      compare: new CompareDays(comparison, policy),
      movedCustomers: new ListMovedCustomers(new ListMoversBetween(comparison, policy)),
      narrative: new NarratePeriod(reported, policy),
      periods: new ListPeriods(reported, policy),
      segments: new ListSegments(reported, policy),
      series: new ReadSeries(reported, policy),
      snapshots: new ListSnapshots(reported, policy),
    };
  };
