import { type CivilDate, type ContractEvent, type ContractId, type CustomerId, type Term } from '@app/domain';
import type { TermsData } from './data.ts';
import { contractDiscountOf, lineOf } from './contract-line.ts';
import type { WireContractEvent } from './wire-event.ts';

/** The event as the domain has it, with defaults filled in. */
export const contractEvent = (event: WireContractEvent): ContractEvent =>
  event.kind === 'cancelled' ? cancellation(event) : terms(event);

const cancellation = (event: Extract<WireContractEvent, { kind: 'cancelled' }>): ContractEvent => ({
  kind: event.kind,
  id: event.id,
  source: event.source,
  recordedAt: event.recordedAt,
  version: event.version,
  contractId: event.contractId,
  effectiveDate: event.data.effective_date as CivilDate,
  reason: event.data.reason ?? null,
});

const terms = (event: Extract<WireContractEvent, { kind: 'created' | 'amended' }>): ContractEvent => {
  const { data } = event;
  return {
    kind: event.kind,
    id: event.id,
    source: event.source,
    recordedAt: event.recordedAt,
    version: event.version,
    contractId: event.contractId,
    effectiveDate: data.effective_date as CivilDate,
    customerId: data.customer_id as CustomerId,
    currency: data.currency,
    term: termOf(data.term),
    lines: data.lines.map(lineOf),
    discounts: (data.discounts ?? []).map(contractDiscountOf),
    attributes: attributesOf(data.attributes ?? {}),
    renews: renewedBy(data.renews ?? []),
    openedDate: (data.opened_date ?? null) as CivilDate | null,
    closedDate: (data.closed_date ?? null) as CivilDate | null,
  };
};

const termOf = ({ start, end, auto_renew: autoRenew, anchor }: TermsData['term']): Term => ({
  start: start as CivilDate,
  end: end as CivilDate | null,
  autoRenew: autoRenew ?? false,
  anchor: (anchor ?? start) as CivilDate,
});

const renewedBy = (renews: string | readonly string[]): readonly ContractId[] =>
  (typeof renews === 'string' ? [renews] : renews) as readonly ContractId[];

/** Without a prototype, so an attribute that is not stated is undefined even under a name like `constructor`. */
const attributesOf = (stated: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> => {
  const attributes = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(stated)) {
    if (value !== null) attributes[name] = value;
  }
  return attributes;
};
