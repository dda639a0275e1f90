import { KPI_DOMAINS, KPI_TYPES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { grainParameter, labelParameter } from './parameters.ts';
import { COUNT, DAY, DECIMAL, QUOTIENT, SUM, TEXT } from './values.ts';

/** Without `period` the latest one, without both the latest of the finest grain. */
export const KPI_QUERY = z.strictObject({ grain: grainParameter.optional(), period: labelParameter.optional() });

const NAMES = { id: TEXT, name: TEXT, domain: z.enum(KPI_DOMAINS), type: z.enum(KPI_TYPES) } as const;

/** Where a KPI is found. */
const KPI_ENTRY = z.strictObject({ ...NAMES, path: TEXT }).meta({ id: 'KpiEntry' });

export const KPI_INDEX_ANSWER = z.strictObject({ kpis: z.array(KPI_ENTRY) }).meta({ id: 'KpiIndex' });
export type KpiIndex = Answer<typeof KPI_INDEX_ANSWER>;

const VALUE = z.union([z.string(), z.number()]).nullable();

const RISES = z.array(z.strictObject({ contract_id: TEXT, on: DAY, arr_change: SUM }));

/** A customer that may buy more, with the figures that say so. Amounts are in the reporting currency. */
const OPPORTUNITY = z
  .strictObject({
    customer_id: TEXT,
    arr: SUM,
    segment: TEXT.describe('Its tier, or `all` if the policy has no dimension `tier`.'),
    step_ups: RISES.describe('The increases that are signed for the next 12 months.'),
    discounts_ending: RISES.describe('The increases by discounts that end within 90 days.'),
    usage: z
      .strictObject({ expected_usage: SUM, committed_minimum: SUM })
      .nullable()
      .describe('A year of the contracts that expect more usage than they committed to, before discounts.'),
    growth: z
      .strictObject({ acv_p25: QUOTIENT, quantities: z.array(DECIMAL) })
      .nullable()
      .describe(
        'Of a customer with less ARR than `acv_p25` of its segment: its quantities at the close of four periods.',
      ),
  })
  .meta({ id: 'Opportunity' });

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
  list: z
    .array(OPPORTUNITY)
    .optional()
    .describe('Of a KPI of the type `list`: the first 1,000 by ARR; `current` counts all.'),
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
