import type {
  AheadAnswer,
  AheadChangesAnswer,
  BookingsAnswer,
  CompareAnswer,
  ContractEventsAnswer,
  ContractExplanationAnswer,
  ContractOnDay,
  ContractsAnswer,
  ContractSpansAnswer,
  CustomerOnDay,
  CustomersAnswer,
  DataAnswer,
  DimensionsAnswer,
  HistoryAnswer,
  MovedCustomersAnswer,
  NarrativeAnswer,
  PeriodsAnswer,
  PlanAnswer,
  PolicyAnswer,
  RefusedAnswer,
  RefusedRecord,
  SegmentsAnswer,
  Series,
  SnapshotsAnswer,
} from '@app/wire/answers';

/** The answer of each resource that the page reads, by its path below `/api/v1`. */
export type Answers = Readonly<{
  periods: PeriodsAnswer;
  dimensions: DimensionsAnswer;
  segments: SegmentsAnswer;
  series: Series;
  snapshots: SnapshotsAnswer;
  narrative: NarrativeAnswer;
  compare: CompareAnswer;
  'compare/customers': MovedCustomersAnswer;
  bookings: BookingsAnswer;
  plan: PlanAnswer;
  customers: CustomersAnswer;
  'customers/{id}': CustomerOnDay;
  ahead: AheadAnswer;
  'ahead/changes': AheadChangesAnswer;
  contracts: ContractsAnswer;
  'contracts/{id}': ContractOnDay;
  'contracts/{id}/spans': ContractSpansAnswer;
  'contracts/{id}/explanation': ContractExplanationAnswer;
  'contracts/{id}/events': ContractEventsAnswer;
  data: DataAnswer;
  policy: PolicyAnswer;
  history: HistoryAnswer;
  refused: RefusedAnswer;
  'refused/{id}': RefusedRecord;
}>;
export type Resource = keyof Answers;
