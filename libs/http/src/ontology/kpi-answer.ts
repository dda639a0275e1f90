import { type KpiDescription, unitOf } from '@app/domain';
import type { FigureInPeriod } from '@app/processing';
import type { Kpi, KpiIndex } from '@app/wire/answers';

export const kpiEntry = ({ id, name, domain, type, key }: KpiDescription): KpiIndex['kpis'][number] => ({
  id,
  name,
  domain,
  type,
  path: `/api/ontology/${domain}/${key}.json`,
});

const valueOf = ({ whole: { revision, content }, current, prior, yoy, series, segments }: FigureInPeriod) => ({
  period: revision.period,
  current,
  prior,
  yoy,
  series,
  segments,
  signals: content.signals,
  as_of: revision.asOf,
  revision: revision.revision,
  policy_id: content.policy_id,
});

/** The texts of a KPI with its values. */
export const kpiAnswer = (kpi: KpiDescription, figure: FigureInPeriod): Kpi => ({
  id: kpi.id,
  name: kpi.name,
  domain: kpi.domain,
  type: kpi.type,
  unit: unitOf(kpi.type, figure.whole.content.reporting_currency),
  definition: kpi.definition,
  formula: kpi.formula,
  why_it_matters: kpi.whyItMatters,
  how_to_interpret: kpi.howToInterpret,
  pitfalls: kpi.pitfalls,
  related: kpi.related,
  source: `acv.snapshots.v1, field ${kpi.figure}`,
  stage_relevance: kpi.stageRelevance,
  owning_functions: kpi.owningFunctions,
  value: valueOf(figure),
});
