import { BRIDGE_PARTS, bridgeFigure, type BridgePart, type FigureName, type Figures } from '@app/domain';
import type { SnapshotContent } from '@app/wire';

/** The figures that say where the ACV of a segment comes from, in the order in which an explanation lists them. */
const EXPLAINED = [
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
  'acv',
  'acv_prior',
  'acv_trend_pct',
  'acv_trend_cc_pct',
  'trend_null_reason',
  'normalized_acv_total',
  'normalized_acv_average',
] as const satisfies readonly FigureName[];

type Frame = Pick<SnapshotContent, 'reporting_currency' | 'missing_fx'>;
type EmittedBridge = Readonly<Record<BridgePart, string>>;

/** The figures of `EXPLAINED` as they were emitted, with the bridge; null if there is no bridge. */
export type PeriodFigures = Pick<Figures, (typeof EXPLAINED)[number]> &
  Frame &
  Readonly<{ bridge: EmittedBridge | null }>;

const explained = (figures: Figures): Pick<Figures, (typeof EXPLAINED)[number]> =>
  Object.fromEntries(EXPLAINED.map((name) => [name, figures[name]])) as ReturnType<typeof explained>;

const emittedBridge = (figures: Figures): EmittedBridge | null => {
  const parts = BRIDGE_PARTS.map((part) => [part, figures[bridgeFigure(part)]] as const);
  return parts.some(([, amount]) => amount === null) ? null : (Object.fromEntries(parts) as EmittedBridge);
};

export const periodFigures = (figures: Figures, { reporting_currency, missing_fx }: Frame): PeriodFigures => ({
  ...explained(figures),
  reporting_currency,
  missing_fx,
  bridge: emittedBridge(figures),
});
