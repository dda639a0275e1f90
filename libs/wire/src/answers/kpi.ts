import { z } from 'zod';
import type { Answer } from './answer.ts';
import { grainParameter, labelParameter } from './parameters.ts';
import { COUNT, DAY, TEXT } from './values.ts';

export const KPI_QUERY = z.strictObject({ grain: grainParameter.optional(), period: labelParameter.optional() });

const KPI_TYPE = z.enum(['percentage', 'currency', 'count', 'days', 'ratio', 'list']);

/** Where a KPI is found. */
const KPI_ENTRY = z
  .strictObject({ id: TEXT, name: TEXT, domain: TEXT, type: KPI_TYPE, path: TEXT })
  .meta({ id: 'KpiEntry' });

export const KPI_INDEX_ANSWER = z.strictObject({ kpis: z.array(KPI_ENTRY) }).meta({ id: 'KpiIndex' });
export type KpiIndex = Answer<typeof KPI_INDEX_ANSWER>;

const VALUE = z.union([z.string(), z.number()]).nullable();
const SIGNALS = z.array(z.looseObject({ code: TEXT }));

const STATE_SHAPE = { signals: SIGNALS, as_of: DAY, revision: COUNT, policy_id: TEXT } as const;

/** The figure of the whole book in a period, before it, a year before and over time, and by segment. */
const FIGURE_VALUE = z.strictObject({
  period: TEXT,
  current: VALUE,
  prior: VALUE,
  yoy: VALUE,
  series: z.array(z.strictObject({ period: TEXT, value: VALUE })),
  segments: z.record(z.string(), z.array(z.strictObject({ segment: TEXT, current: VALUE, prior: VALUE }))),
  ...STATE_SHAPE,
});

/** A reason why a customer may buy more, with the figures behind it. */
const OPPORTUNITY_REASON = z.strictObject({
  code: z.enum(['step_up', 'discount_ends', 'usage_above_commitment', 'below_tier_quartile']),
  figures: z.record(z.string(), z.union([z.string(), z.number()])),
});

const LIST_VALUE = z.strictObject({
  period: TEXT,
  current: z.array(z.strictObject({ customer_id: TEXT, arr: TEXT, reasons: z.array(OPPORTUNITY_REASON) })),
  ...STATE_SHAPE,
});

export const KPI_ANSWER = z
  .strictObject({
    id: TEXT,
    name: TEXT,
    type: KPI_TYPE,
    unit: TEXT,
    domain: TEXT,
    definition: TEXT,
    formula: TEXT,
    why_it_matters: TEXT,
    how_to_interpret: TEXT,
    pitfalls: z.array(TEXT),
    related: z.array(TEXT),
    source: TEXT,
    stage_relevance: TEXT,
    owning_functions: z.array(TEXT),
    value: z.union([FIGURE_VALUE, LIST_VALUE]),
  })
  .meta({ id: 'Kpi' });

export type Kpi = Answer<typeof KPI_ANSWER>;
export type KpiQuery = z.output<typeof KPI_QUERY>;
