import type { CivilDate } from '@app/domain';
import {
  type Database,
  lastTakenDay,
  PostgresAuditTrail,
  PostgresBookingBooks,
  PostgresComparisonBooks,
  PostgresContractBooks,
  PostgresDataHealth,
  PostgresExplanationSource,
  PostgresHistoryStore,
  PostgresOpportunityBooks,
  PostgresPageBooks,
  PostgresPlanStore,
  PostgresProductBooks,
  PostgresRefusedEvents,
  PostgresReportedSnapshots,
  PostgresSignedBooks,
} from '@app/persistence';
import {
  ArrByProduct,
  type AuditTrail,
  CompareDays,
  DescribeData,
  ExplainContract,
  ListBookings,
  ListMovedCustomers,
  ListMoversBetween,
  ListOpportunities,
  ListPeriods,
  ListSegments,
  ListSnapshots,
  NarratePeriod,
  PageContracts,
  PageCustomers,
  PlanDeals,
  type PolicyAtHand,
  ReadContract,
  ReadCustomer,
  ReadFigure,
  ReadSeries,
  type RefusedEvents,
  Renewals,
  SignedAhead,
  SnapshotHistory,
} from '@app/processing';

/** What a controller may ask of the store. Each answers under one policy. */
export type UseCases = Readonly<{
  /** The policy under which they answer. */
  at: PolicyAtHand;
  ahead: SignedAhead;
  audit: AuditTrail;
  bookings: ListBookings;
  compare: CompareDays;
  contract: ReadContract;
  contracts: PageContracts;
  customer: ReadCustomer;
  customers: PageCustomers;
  data: DescribeData;
  explain: ExplainContract;
  figure: ReadFigure;
  history: SnapshotHistory;
  lastTakenDay: () => Promise<CivilDate | null>;
  movedCustomers: ListMovedCustomers;
  narrative: NarratePeriod;
  opportunities: ListOpportunities;
  periods: ListPeriods;
  plan: PlanDeals;
  products: ArrByProduct;
  refused: RefusedEvents;
  renewals: Renewals;
  segments: ListSegments;
  series: ReadSeries;
  snapshots: ListSnapshots;
}>;

/** The use cases on a store under a policy. Built anew when a restatement changes the policy. */
export const useCasesUnder =
  (database: Database) =>
  (at: PolicyAtHand): UseCases => {
    const { policy, policyId } = at;
    const reported = new PostgresReportedSnapshots(database, at);
    const comparison = new PostgresComparisonBooks(database, at);
    const signed = new PostgresSignedBooks(database, at);
    const figure = new ReadFigure(reported, policy);
    const opportunityBooks = new PostgresOpportunityBooks(database, at);
    const pages = new PostgresPageBooks(database, at);
    return {
      at,
      ahead: new SignedAhead(signed, policy),
      audit: new PostgresAuditTrail(database),
      bookings: new ListBookings(new PostgresBookingBooks(database, at), policy),
      compare: new CompareDays(comparison, policy),
      contract: new ReadContract(new PostgresContractBooks(database, at), policy),
      contracts: new PageContracts(pages, policy),
      customer: new ReadCustomer(pages, policy),
      customers: new PageCustomers(pages, policy),
      data: new DescribeData(new PostgresDataHealth(database, at), policy),
      explain: new ExplainContract(new PostgresExplanationSource(database, policy), policy),
      figure,
      history: new SnapshotHistory(new PostgresHistoryStore(database, policyId), policy),
      lastTakenDay: () => lastTakenDay(database),
      movedCustomers: new ListMovedCustomers(new ListMoversBetween(comparison, policy)),
      narrative: new NarratePeriod(reported, policy),
      opportunities: new ListOpportunities({ books: opportunityBooks, figure, reported }, policy),
      periods: new ListPeriods(reported, policy),
      plan: new PlanDeals(new PostgresPlanStore(database, at), policy),
      products: new ArrByProduct(new PostgresProductBooks(database, at), policy),
      refused: new PostgresRefusedEvents(database),
      renewals: new Renewals(signed, policy),
      segments: new ListSegments(reported, policy),
      series: new ReadSeries(reported, policy),
      snapshots: new ListSnapshots(reported, policy),
    };
  };
