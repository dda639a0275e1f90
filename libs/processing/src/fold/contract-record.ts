import { type CivilDate, Decimal, plain } from '@app/domain';
import type { LastOwner, StoredSpan } from './contract-store.ts';

/** What the record of a contract is made of. `spans` holds at least those around `today`. */
export type ContractStanding = Readonly<{
  contractId: string;
  isCreated: boolean;
  lastOwner: LastOwner | null;
  spans: readonly StoredSpan[];
}>;

/** The measures of a span by their names on the wire (definitions, section 4). */
export type MeasureFields = Readonly<{
  arr: string;
  gross_arr: string;
  acv: string;
  contracted_acv: string;
  contract_value: string | null;
  one_time: string;
  tcv: string | null;
  expected_usage: string;
}>;

export const NO_MEASURE_FIELDS: MeasureFields = {
  arr: '0',
  gross_arr: '0',
  acv: '0',
  contracted_acv: '0',
  contract_value: '0',
  one_time: '0',
  tcv: '0',
  expected_usage: '0',
};

export const measureFields = (span: StoredSpan): MeasureFields => ({
  arr: span.arr,
  gross_arr: span.grossArr,
  acv: span.acv,
  contracted_acv: span.contractedAcv,
  contract_value: span.contractValue,
  one_time: span.oneTime,
  tcv: span.contractValue === null ? null : plain(new Decimal(span.contractValue).plus(span.oneTime)),
  expected_usage: span.expectedUsage,
});

type Shown = Readonly<{
  customerId: string;
  currency: string;
  from: CivilDate | null;
  to: CivilDate | null;
  measures: MeasureFields;
}>;

const ofSpan = (span: StoredSpan): Shown => ({ ...span, measures: measureFields(span) });

/** Days without a span behind the first one: worth nothing, still of the last customer. */
const between = (
  lastOwner: LastOwner | null,
  before: StoredSpan | undefined,
  next: StoredSpan | undefined,
): Shown | null => {
  const owner = before ?? lastOwner;
  if (owner === null) return null;
  const { customerId, currency } = owner;
  return { customerId, currency, from: before?.to ?? null, to: next?.from ?? null, measures: NO_MEASURE_FIELDS };
};

const shownOn = (today: CivilDate, { lastOwner, spans }: ContractStanding): Shown | null => {
  const before = spans.findLast(({ from }) => from <= today);
  if (before !== undefined && (before.to === null || today < before.to)) return ofSpan(before);
  const next = spans.find(({ from }) => today < from);
  return before === undefined && next !== undefined ? ofSpan(next) : between(lastOwner, before, next);
};

/**
 * The record of a contract for subscribers, as JSON without its revision: the span that holds today, before the first
 * span that one, after the last zeros. Null for a contract of which nothing but cancellations is known.
 */
export const contractRecord = (today: CivilDate, standing: ContractStanding): string | null => {
  const shown = shownOn(today, standing);
  if (shown === null) return null;
  return JSON.stringify({
    contract_id: standing.contractId,
    customer_id: shown.customerId,
    currency: shown.currency,
    valid_from: shown.from,
    valid_to: shown.to,
    ...shown.measures,
    creation_missing: !standing.isCreated,
  });
};
