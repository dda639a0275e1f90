import type { CivilDate } from '@app/domain';
import type { LastOwner, StoredSpan } from './contract-store.ts';
import { type MeasureFields, measureFields, NO_MEASURE_FIELDS } from './measure-fields.ts';

/** The source of a contract's record. `spans` holds at least those around `today`. */
export type RecordedContract = Readonly<{
  contractId: string;
  isCreated: boolean;
  lastOwner: LastOwner | null;
  spans: readonly StoredSpan[];
}>;

type Shown = Readonly<{
  customerId: string;
  currency: string;
  from: CivilDate | null;
  to: CivilDate | null;
  measures: MeasureFields;
}>;

const ofSpan = (span: StoredSpan): Shown => ({ ...span, measures: measureFields(span) });

/** Days without a span, after the first one: the contract is worth nothing and still of its last customer. */
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

const shownOn = (today: CivilDate, { lastOwner, spans }: RecordedContract): Shown | null => {
  const before = spans.findLast(({ from }) => from <= today);
  if (before !== undefined && (before.to === null || today < before.to)) return ofSpan(before);
  const next = spans.find(({ from }) => today < from);
  return before === undefined && next !== undefined ? ofSpan(next) : between(lastOwner, before, next);
};

/**
 * The record of a contract for subscribers, as JSON without its revision: the span that holds today; before the first span
 * that span, after the last one zeros. Null for a contract that has only cancellations.
 */
export const contractRecord = (today: CivilDate, contract: RecordedContract): string | null => {
  const shown = shownOn(today, contract);
  if (shown === null) return null;
  return JSON.stringify({
    contract_id: contract.contractId,
    customer_id: shown.customerId,
    currency: shown.currency,
    valid_from: shown.from,
    valid_to: shown.to,
    ...shown.measures,
    creation_missing: !contract.isCreated,
  });
};
