import { KPI_DOMAINS, KPI_TYPES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { grainParameter, labelParameter } from './parameters.ts';
import { COUNT, DAY, TEXT } from './values.ts';

/** Without `period` the latest one, without both the latest of the finest grain. */
export const KPI_QUERY = z.strictObject({ grain: grainParameter.optional(), period: labelParameter.optional() });

const NAMES = { id: TEXT, name: TEXT, domain: z.enum(KPI_DOMAINS), type: z.enum(KPI_TYPES) } as const;

/** Where a KPI is found. */
const KPI_ENTRY = z.strictObject({ ...NAMES, path: TEXT }).meta({ id: 'KpiEntry' });

export const KPI_INDEX_ANSWER = z.strictObject({ kpis: z.array(KPI_ENTRY) }).meta({ id: 'KpiIndex' });
export type KpiIndex = Answer<typeof KPI_INDEX_ANSWER>;

const VALUE = z.union([z.string(), z.number()]).nullable();

/** The figure of the whole book in a period, in the one before and a year before, over time, and by segment. */
const KPI_VALUE = z.strictObject({
  period: TEXT,
  current: VALUE,
  prior: VALUE,
  yoy: VALUE,
  series: z.array(z.strictObject({ period: TEXT, value: VALUE })),
  segments: z.record(z.string(), z.array(z.strictObject({ segment: TEXT, current: VALUE, prior: VALUE }))),
  signals: z.array(z.looseObject({ code: TEXT })),
  as_of: DAY,
  revision: COUNT,
  policy_id: TEXT,
});

export const KPI_ANSWER = z
  .strictObject({
    ...NAMES,
    unit: TEXT,
    definition: TEXT,
    formula: TEXT,
    why_it_matters: TEXT,
    how_to_interpret: TEXT,
    pitfalls: z.array(TEXT),
    related: z.array(TEXT),
    source: TEXT,
    stage_relevance: TEXT,
    owning_functions: z.array(TEXT),
    value: KPI_VALUE,
  })
  .meta({ id: 'Kpi' });

export type Kpi = Answer<typeof KPI_ANSWER>;
export type KpiQuery = z.output<typeof KPI_QUERY>;
