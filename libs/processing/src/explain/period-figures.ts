import { BRIDGE_PARTS, type BridgePart, type Figures } from '@app/domain';

const AMOUNTS = [
  'arr',
  'opening_arr',
  'new_arr',
  'reactivation_arr',
  'transferred_in_arr',
  'transferred_out_arr',
  'moved_in_arr',
  'moved_out_arr',
  'expansion_arr',
  'contraction_arr',
  'churn_arr',
  'fx_arr',
] as const;

const COUNTS = [
  'active_logos',
  'opening_logos',
  'new_logos',
  'reactivated_logos',
  'transferred_in_logos',
  'transferred_out_logos',
  'moved_in_logos',
  'moved_out_logos',
  'churned_logos',
  'expansion_logos',
  'contraction_logos',
] as const;

const NULLABLE = ['acv', 'acv_prior', 'acv_trend_pct', 'acv_trend_cc_pct', 'trend_null_reason'] as const;

/** The figures of a snapshot that say where its ACV comes from, as they were emitted. */
export type PeriodFigures = Readonly<Record<(typeof AMOUNTS)[number], string>> &
  Readonly<Record<(typeof COUNTS)[number], number>> &
  Readonly<Record<(typeof NULLABLE)[number], string | null>> &
  Readonly<{
    reporting_currency: string;
    missing_fx: readonly string[];
    bridge: Readonly<Record<BridgePart, string>> | null;
  }>;

type Content = Omit<PeriodFigures, 'bridge'> & Readonly<Record<`bridge_${BridgePart}`, string | null>>;

const picked = <K extends keyof Content>(content: Content, names: readonly K[]): Pick<Content, K> =>
  Object.fromEntries(names.map((name) => [name, content[name]])) as Pick<Content, K>;

/** Reads a snapshot's content, JSON that this product wrote. */
export const periodFigures = (json: string): PeriodFigures => figuresFrom(JSON.parse(json) as Content);

/** Of the figures of a comparison: those that `snapshotFigures` makes have all of these names. */
export const comparedFigures = (
  figures: Figures,
  frame: Pick<PeriodFigures, 'reporting_currency' | 'missing_fx'>,
): PeriodFigures => figuresFrom({ ...figures, ...frame } as unknown as Content);

const figuresFrom = (content: Content): PeriodFigures => {
  const parts = BRIDGE_PARTS.map((part) => [part, content[`bridge_${part}`]] as const);
  return {
    ...picked(content, AMOUNTS),
    ...picked(content, COUNTS),
    ...picked(content, NULLABLE),
    ...picked(content, ['reporting_currency', 'missing_fx']),
    bridge: parts.some(([, amount]) => amount === null) ? null : (Object.fromEntries(parts) as PeriodFigures['bridge']),
  };
};
