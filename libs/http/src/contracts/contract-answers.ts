import { plain } from '@app/domain';
import {
  type AcceptedEvent,
  type GovernedSpan,
  linesFrom,
  type ListedContract,
  measureFields,
  type ReadContractAnswer,
} from '@app/processing';
import { storedEvent } from '@app/wire';
import type { Contract, ContractOnDay, ContractSpanAnswer, LedgerEventAnswer } from '@app/wire/answers';

export const contractRow = (contract: ListedContract, reportingCurrency: string): Contract => ({
  contract_id: contract.contractId,
  customer_id: contract.customerId,
  currency: contract.currency,
  ...contract.measures,
  reporting_currency: reportingCurrency,
  reporting_arr: contract.reportingArr === null ? null : plain(contract.reportingArr),
  counting: contract.counting,
  term_start: contract.inForce.start,
  term_end: contract.inForce.end,
  auto_renew: contract.term.autoRenew,
  attributes: contract.attributes,
});

export const contractOnDay = (contract: ReadContractAnswer, reportingCurrency: string): ContractOnDay => {
  const { span, inForce, known, rate, reportingArr } = contract;
  return {
    contract_id: contract.contractId,
    on: contract.day,
    active: span !== null,
    customer_id: contract.customerId,
    currency: contract.currency,
    ...contract.measures,
    reporting_currency: reportingCurrency,
    fx_rate: rate === null ? null : plain(rate),
    reporting_arr: reportingArr === null ? null : plain(reportingArr),
    counting: contract.counting,
    valid_from: span?.from ?? null,
    valid_to: span?.to ?? null,
    term_start: inForce?.start ?? null,
    term_end: inForce?.end ?? null,
    auto_renew: span?.term.autoRenew ?? null,
    attributes: span?.attributes ?? {},
    renews: span?.renews ?? [],
    creation_missing: !known.hasCreation,
    mixed_sources: known.hasMixedSources,
    is_stale: known.isStale,
  };
};

export const spanRow = ({ span, event }: GovernedSpan): ContractSpanAnswer => ({
  valid_from: span.from,
  valid_to: span.to,
  customer_id: span.customerId,
  currency: span.currency,
  ...measureFields(span),
  term: {
    start: span.term.start,
    end: span.term.end,
    auto_renew: span.term.autoRenew,
    anchor: span.term.anchor,
  },
  attributes: span.attributes,
  renews: span.renews,
  lines: linesFrom(span.lines).map(({ lineId, kind, product, quantity, gross, net }) => ({
    line_id: lineId,
    kind,
    product,
    quantity,
    gross,
    net,
  })),
  event: { id: event.id, source: event.source, type: event.type },
});

/** The attributes of a structured event are in its text. */
export const eventRow = (accepted: AcceptedEvent): LedgerEventAnswer => {
  const { type, time, subject } = storedEvent(accepted);
  return {
    seq: accepted.seq,
    id: accepted.id,
    source: accepted.source,
    type,
    time,
    subject,
    mode: accepted.mode,
    ingested_at: accepted.ingestedAt.toISOString(),
    value: accepted.text,
  };
};
