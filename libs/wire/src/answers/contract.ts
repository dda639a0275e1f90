import type { ContractId } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { MEASURE_PROPERTIES } from '../outgoing/contract-record.ts';
import { shapeOf } from './field-schema.ts';
import { listAnswer } from './list-answer.ts';
import { dayParameter, PAGE, several, textParameter } from './parameters.ts';
import { ATTRIBUTES, COUNT, CURRENCY, DAY, DECIMAL, FLAG, SUM, TEXT, TIME } from './values.ts';

/** Whether a contract counts in the figures, and if not, why: it is replaced, or its currency has no rate. */
const COUNTING = z.enum(['counts', 'replaced', 'no_rate']);

/**
 * `-arr`: the largest ARR in the reporting currency first, those without a rate last. `term_end`: the next end of a term
 * in force first, open ends last.
 */
export const CONTRACT_SORTS = ['-arr', 'contract_id', 'customer_id', 'term_end'] as const;

/** The prefix of parameters that name an attribute: `attribute.tier=enterprise`. */
export const ATTRIBUTE_PREFIX = 'attribute.';

const isAttribute = (name: string): boolean =>
  name.startsWith(ATTRIBUTE_PREFIX) && name.length > ATTRIBUTE_PREFIX.length;

const CONTRACTS_SHAPE = {
  active_on: dayParameter.optional(),
  customer: textParameter.optional(),
  query: textParameter.optional(),
  sort: z.enum(CONTRACT_SORTS).default('-arr'),
  ...PAGE,
} as const;

/** `query` is a part of an id or of the value of an attribute, in any case. Values of one attribute are alternatives. */
export const CONTRACTS_QUERY = z
  .object(CONTRACTS_SHAPE)
  .catchall(several(textParameter))
  .superRefine((given, context) => {
    const keys = Object.keys(given).filter((name) => !(name in CONTRACTS_SHAPE) && !isAttribute(name));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: given, path: [] });
  });

/** The measures of a contract in its own currency (definitions, section 4). */
export const MEASURE_SHAPE = shapeOf(MEASURE_PROPERTIES);

const TERM_SHAPE = {
  /** The term in force; in days of grace the term before them. */
  term_start: DAY,
  term_end: DAY.nullable(),
  auto_renew: FLAG,
} as const;

/** A contract that is active on a day. */
export const CONTRACT = z
  .strictObject({
    contract_id: TEXT,
    customer_id: TEXT,
    currency: CURRENCY,
    ...MEASURE_SHAPE,
    reporting_currency: CURRENCY,
    /** Null if the contract does not count. */
    reporting_arr: SUM.nullable(),
    counting: COUNTING,
    ...TERM_SHAPE,
    attributes: ATTRIBUTES,
  })
  .meta({ id: 'Contract' });

export const CONTRACTS_ANSWER = listAnswer(CONTRACT);
export type Contract = Answer<typeof CONTRACT>;
export type ContractsAnswer = Answer<typeof CONTRACTS_ANSWER>;

/** A parser of contract ids in paths. */
export const CONTRACT_ID = textParameter.transform((text) => text as ContractId);
export const ONE_CONTRACT_QUERY = z.strictObject({ on: dayParameter.optional() });

/** One contract on a day. On a day on which it is not active: the customer and currency that it had last or gets first. */
export const CONTRACT_ON_DAY = z
  .strictObject({
    contract_id: TEXT,
    on: DAY,
    active: FLAG,
    customer_id: TEXT.nullable(),
    currency: CURRENCY.nullable(),
    ...MEASURE_SHAPE,
    reporting_currency: CURRENCY,
    fx_rate: DECIMAL.nullable(),
    reporting_arr: SUM.nullable(),
    /** Null if the contract is not active. */
    counting: COUNTING.nullable(),
    valid_from: DAY.nullable(),
    valid_to: DAY.nullable(),
    term_start: DAY.nullable(),
    term_end: DAY.nullable(),
    auto_renew: FLAG.nullable(),
    attributes: ATTRIBUTES,
    renews: z.array(TEXT),
    creation_missing: FLAG,
    mixed_sources: FLAG,
    /** Whether events wait to be folded, so that the figures do not show them yet. */
    is_stale: FLAG,
  })
  .meta({ id: 'ContractOnDay' });

export type ContractOnDay = Answer<typeof CONTRACT_ON_DAY>;

export const PAGE_QUERY = z.strictObject(PAGE);

/** A running line of a span: amounts a year, in the currency of the contract. */
export const SPAN_LINE = z
  .strictObject({
    line_id: TEXT,
    kind: TEXT,
    product: TEXT,
    quantity: DECIMAL,
    gross: DECIMAL,
    net: DECIMAL,
  })
  .meta({ id: 'SpanLine' });

/** `[valid_from, valid_to)`: days on which every measure of the contract is the same. */
export const CONTRACT_SPAN = z
  .strictObject({
    valid_from: DAY,
    valid_to: DAY.nullable(),
    customer_id: TEXT,
    currency: CURRENCY,
    ...MEASURE_SHAPE,
    /** As it is stated, before any renewal. */
    term: z.strictObject({ start: DAY, end: DAY.nullable(), auto_renew: FLAG, anchor: DAY }),
    attributes: ATTRIBUTES,
    renews: z.array(TEXT),
    lines: z.array(SPAN_LINE),
    event: z.strictObject({ id: TEXT, source: TEXT, type: TEXT }),
  })
  .meta({ id: 'ContractSpan' });

export const CONTRACT_SPANS_ANSWER = listAnswer(CONTRACT_SPAN);
export type ContractSpanAnswer = Answer<typeof CONTRACT_SPAN>;
export type ContractSpansAnswer = Answer<typeof CONTRACT_SPANS_ANSWER>;

/** An accepted event as it came. `value` is the text of the record; `headers` those of a record of Kafka. */
export const LEDGER_EVENT = z
  .strictObject({
    seq: COUNT,
    id: TEXT,
    source: TEXT,
    type: TEXT,
    time: TIME,
    subject: TEXT.nullable(),
    mode: z.enum(['structured', 'binary']),
    ingested_at: TIME,
    value: TEXT,
  })
  .meta({ id: 'LedgerEvent' });

export const CONTRACT_EVENTS_ANSWER = listAnswer(LEDGER_EVENT);
export type LedgerEventAnswer = Answer<typeof LEDGER_EVENT>;
export type ContractEventsAnswer = Answer<typeof CONTRACT_EVENTS_ANSWER>;
export type ContractsQuery = z.output<typeof CONTRACTS_QUERY>;
export type OneContractQuery = z.output<typeof ONE_CONTRACT_QUERY>;
