import type { BridgePart } from '../snapshots/bridge.ts';
import type { Signal } from '../snapshots/signal.ts';
import type { Figures } from '../snapshots/snapshot-figures.ts';

/** The figures that sentences use, under the names and with the rounding of the snapshot. */
export const NARRATED_FIGURES = [
  'acv',
  'acv_prior',
  'acv_trend_pct',
  'acv_trend_cc_pct',
  'trend_null_reason',
  'arr',
  'active_logos',
  'acv_median',
  'top1_share',
  'nrr_pct',
  'expansion_arr',
  'contraction_arr',
  'churn_arr',
  'churned_logos',
] as const satisfies readonly (keyof Figures)[];

/** A segment on two days: the end of a period and of the one before, or any two days. */
export type Narrated = Readonly<{
  /** Labels of now and then, such as `2025-12` and `2025-11`; `then` is null if nothing comes before. */
  now: string;
  then: string | null;
  currency: string;
  figures: Pick<Figures, (typeof NARRATED_FIGURES)[number]>;
  bridge: Readonly<Record<BridgePart, string>> | null;
  signals: readonly Signal[];
  /** Currencies without a rate. */
  missingFx: readonly string[];
  /** The measured day of a period that is still open. */
  openUntil: string | null;
  /** Whether the period before was changed after it was closed. */
  isPriorRestated: boolean;
}>;
