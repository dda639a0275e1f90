import { z } from 'zod';
import type { Answer } from './answer.ts';
import { MEASURE_SHAPE, ONE_CONTRACT_QUERY } from './contract.ts';
import { COUNT, CURRENCY, DAY, DECIMAL, FLAG, TEXT, TIME } from './values.ts';

export const EXPLANATION_QUERY = ONE_CONTRACT_QUERY;

/** `[start, end)`; no end: open. */
const SPAN = z.strictObject({ start: DAY, end: DAY.nullable() });
const DAYS = z.strictObject({ start: DAY, end: DAY });
const PER = z.looseObject({ interval: TEXT });

const EXPLAINED_EVENT = z.strictObject({
  id: TEXT,
  source: TEXT,
  kind: z.enum(['created', 'amended', 'cancelled']),
  version: z.number().nullable(),
  recorded_at: TIME,
  effective_date: DAY,
  effective_day: DAY,
  governs: SPAN.nullable(),
  replaced_by: TEXT.nullable(),
});

const DISCOUNT_SHAPE = {
  type: z.enum(['percent', 'amount']),
  value: DECIMAL,
  start: DAY.nullable(),
  end: DAY.nullable(),
} as const;

const EXPLAINED_DISCOUNT = z.strictObject({
  discount: z.strictObject({ ...DISCOUNT_SHAPE, per: PER.optional() }),
  is_active: FLAG,
  lasts: FLAG,
  counts: FLAG,
  leaves: DECIMAL.nullable(),
});

/** A line as the event states it. */
const LINE = z.looseObject({ kind: TEXT, id: TEXT });

const EXPLAINED_LINE = z.strictObject({
  line: LINE,
  runs: FLAG,
  gross: DECIMAL,
  discounts: z.array(EXPLAINED_DISCOUNT),
  net: DECIMAL,
  net_of_all: DECIMAL,
  annual_gross: DECIMAL,
  own_rate: DECIMAL,
  annual_rate: DECIMAL,
  is_in_trial: FLAG,
});

const EXPLAINED_VALUE = z.strictObject({
  days: DAYS,
  months: DECIMAL,
  pieces: z.array(
    z.strictObject({
      start: DAY,
      end: DAY,
      line_id: TEXT,
      governed_by: TEXT,
      rate: DECIMAL,
      months: DECIMAL,
      billed: z.looseObject({}).nullable(),
      value: DECIMAL,
    }),
  ),
  cancelled: z.array(DAYS),
  value: DECIMAL,
});

/** The ACV with the rule that decides it; the window, the year and what they hold depend on the rule. */
const EXPLAINED_ACV = z.looseObject({
  rule: z.enum(['evergreen', 'short_renewal', 'average', 'exit_rate']),
  acv: DECIMAL,
  over: EXPLAINED_VALUE.optional(),
});

const STATED_TERM = z.strictObject({ start: DAY, end: DAY.nullable(), auto_renew: FLAG, anchor: DAY });

const WORTH = z.strictObject({
  customer_id: TEXT,
  merged_from: TEXT.nullable(),
  currency: CURRENCY,
  term: z.strictObject({
    start: DAY,
    end: DAY.nullable(),
    anchor: DAY,
    is_first: FLAG,
    stated: STATED_TERM,
    whole_months: z.number().nullable(),
    stated_months: DECIMAL.nullable(),
    renewal: z.number(),
    is_in_grace: FLAG,
    grace_days: COUNT,
  }),
  lines: z.array(EXPLAINED_LINE),
  discounts: z.strictObject({ sum: DECIMAL, left: DECIMAL, discounts: z.array(EXPLAINED_DISCOUNT) }).nullable(),
  trial: SPAN.nullable(),
  arr: DECIMAL,
  gross_arr: DECIMAL,
  acv: EXPLAINED_ACV,
  contract_value: EXPLAINED_VALUE.nullable(),
  commitment: z.strictObject({ of: z.enum(['contract_value', 'one_interval']), amount: DECIMAL }),
  charges: z.array(z.strictObject({ line: LINE, counts: FLAG })),
  usage: z.array(z.strictObject({ line: LINE, runs: FLAG, annual_rate: DECIMAL })),
});

/** The arithmetic from a contract's events to its measures, as `acv explain --contract --json` prints it. */
export const EXPLANATION_ANSWER = z
  .strictObject({
    contract_id: TEXT,
    day: DAY,
    events: z.array(EXPLAINED_EVENT),
    by_versions: FLAG,
    governing: TEXT.nullable(),
    /** Null if the contract is not active on the day. */
    worth: WORTH.nullable(),
    measures: z.strictObject(MEASURE_SHAPE),
    /** Empty if every figure equals the one in the books. */
    differences: z.array(z.strictObject({ measure: TEXT, explained: TEXT.nullable(), stored: TEXT.nullable() })),
    is_stale: FLAG,
  })
  .meta({ id: 'ContractExplanation' });

export type ContractExplanationAnswer = Answer<typeof EXPLANATION_ANSWER>;
