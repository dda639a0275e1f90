import type {
  CompareAnswer,
  DimensionsAnswer,
  MovedCustomersAnswer,
  NarrativeAnswer,
  PeriodsAnswer,
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
}>;
export type Resource = keyof Answers;
