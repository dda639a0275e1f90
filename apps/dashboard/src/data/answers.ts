import type { Grain } from '../address/address.ts';

type Text = string | null;
type Given = string | number | null;

export type Series = Readonly<{
  reporting_currency: string;
  periods: readonly string[];
  measured_on: readonly string[];
  segments: readonly Readonly<{
    dimension: string;
    segment: string;
    status: readonly Text[];
    revision: readonly (number | null)[];
    figures: Readonly<Record<string, readonly (string | number | null)[]>>;
  }>[];
}>;

export type ReportedPeriod = Readonly<{
  grain: Grain;
  period: string;
  period_start: string;
  period_end: string;
  measured_on: string;
  status: string;
}>;

export type Sentence = Readonly<{ code: string; text: string }>;
export type Signal = Readonly<{ code: string } & Record<string, unknown>>;
export type Snapshot = Readonly<{
  period: string;
  measured_on: string;
  status: string;
  revision: number;
  as_of: string;
  reporting_currency: string;
  signals: readonly Signal[];
  missing_fx: readonly string[];
  acv: Given;
  acv_trend_pct: Given;
}>;

type List<T> = Readonly<{ data: readonly T[]; next_cursor: string | null }>;

/** The answer of each resource that the page reads. */
export type Answers = Readonly<{
  periods: List<ReportedPeriod>;
  dimensions: List<Readonly<{ dimension: string; kind: string }>>;
  segments: List<Readonly<{ dimension: string; segment: string }>>;
  series: Series;
  snapshots: List<Snapshot>;
  narrative: Readonly<{ data: readonly Sentence[] }>;
}>;
export type Resource = keyof Answers;
