import { type KpiDescription, type Opportunity, PERCENTILE_PLACES, plain, type SignedRise, unitOf } from '@app/domain';
import type { FigureInPeriod, OpportunitiesInPeriod, ReportedSnapshot } from '@app/processing';
import type { Kpi, KpiIndex } from '@app/wire/answers';

export const kpiEntry = ({ id, name, domain, type, key }: KpiDescription): KpiIndex['kpis'][number] => ({
  id,
  name,
  domain,
  type,
  path: `/api/ontology/${domain}/${key}.json`,
});

/** The texts of a KPI, around its value. */
const described = (kpi: KpiDescription, { content }: ReportedSnapshot, source: string): Omit<Kpi, 'value'> => ({
  id: kpi.id,
  name: kpi.name,
  domain: kpi.domain,
  type: kpi.type,
  unit: unitOf(kpi.type, content.reporting_currency),
  definition: kpi.definition,
  formula: kpi.formula,
  why_it_matters: kpi.whyItMatters,
  how_to_interpret: kpi.howToInterpret,
  pitfalls: kpi.pitfalls,
  related: kpi.related,
  source,
  stage_relevance: kpi.stageRelevance,
  owning_functions: kpi.owningFunctions,
});

const standingOf = ({ revision, content }: ReportedSnapshot) => ({
  signals: content.signals,
  as_of: revision.asOf,
  revision: revision.revision,
  policy_id: content.policy_id,
});

/** A KPI that is a figure of the snapshots. */
export const figureAnswer = (
  kpi: KpiDescription,
  { name, whole, current, prior, yoy, series, segments }: FigureInPeriod & Readonly<{ name: string }>,
): Kpi => ({
  ...described(kpi, whole, `acv.snapshots.v1, field ${name}`),
  value: { period: whole.revision.period, current, prior, yoy, series, segments, ...standingOf(whole) },
});

const riseJson = ({ contractId, on, change }: SignedRise) => ({
  contract_id: contractId,
  on,
  arr_change: plain(change),
});

const opportunityJson = ({ customerId, arr, segment, stepUps, discountsEnding, usage, growth }: Opportunity) => ({
  customer_id: customerId,
  arr: plain(arr),
  segment,
  step_ups: stepUps.map(riseJson),
  discounts_ending: discountsEnding.map(riseJson),
  usage: usage && { expected_usage: plain(usage.expected), committed_minimum: plain(usage.committed) },
  growth: growth && { acv_p25: growth.p25.toFixed(PERCENTILE_PLACES), quantities: growth.quantities.map(plain) },
});

/** A KPI that is a list of customers. It is worked out for one period, so it has nothing to compare with. */
export const listAnswer = (kpi: KpiDescription, { whole, count, customers }: OpportunitiesInPeriod): Kpi => ({
  ...described(kpi, whole, 'the contracts, by all events known now'),
  value: {
    period: whole.revision.period,
    current: count,
    prior: null,
    yoy: null,
    series: [],
    segments: {},
    ...standingOf(whole),
    list: customers.map(opportunityJson),
  },
});
