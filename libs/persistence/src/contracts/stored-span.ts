import type { ContractId, Term } from '@app/domain';
import type { StoredSpan } from '@app/processing';
import { dateFrom, endFrom, nullableDate, OPEN_END } from './stored-dates.ts';

export type SpanRow = Readonly<{
  contract_id: ContractId;
  valid_from: string;
  valid_to: string;
  seq: number;
  customer_id: string;
  currency: string;
  arr: string;
  gross_arr: string;
  acv: string;
  contracted_acv: string;
  contract_value: string | null;
  one_time: string;
  expected_usage: string;
  attributes: Readonly<Record<string, string>> | null;
  renews: readonly string[] | null;
  lines: string;
  term_start: string | null;
  term_end: string | null;
  auto_renew: boolean | null;
  /** Null where it is the start. */
  anchor: string | null;
}>;

/** The span of a store of the first edition states no term: its own days stand for it until it is valued anew. */
const termFrom = (row: SpanRow): Term => {
  const start = dateFrom(row.term_start ?? row.valid_from);
  return {
    start,
    end: endFrom(row.term_end ?? row.valid_to),
    autoRenew: row.auto_renew ?? false,
    anchor: nullableDate(row.anchor) ?? start,
  };
};

export const spanFrom = (row: SpanRow): StoredSpan => ({
  contractId: row.contract_id,
  from: dateFrom(row.valid_from),
  to: endFrom(row.valid_to),
  seq: Number(row.seq),
  customerId: row.customer_id,
  currency: row.currency,
  arr: row.arr,
  grossArr: row.gross_arr,
  acv: row.acv,
  contractedAcv: row.contracted_acv,
  contractValue: row.contract_value,
  oneTime: row.one_time,
  expectedUsage: row.expected_usage,
  attributes: row.attributes ?? {},
  renews: row.renews ?? [],
  term: termFrom(row),
  lines: row.lines,
});

export const spanJson = (span: StoredSpan): SpanRow => ({
  contract_id: span.contractId,
  valid_from: span.from,
  valid_to: span.to ?? OPEN_END,
  seq: span.seq,
  customer_id: span.customerId,
  currency: span.currency,
  arr: span.arr,
  gross_arr: span.grossArr,
  acv: span.acv,
  contracted_acv: span.contractedAcv,
  contract_value: span.contractValue,
  one_time: span.oneTime,
  expected_usage: span.expectedUsage,
  attributes: Object.keys(span.attributes).length === 0 ? null : span.attributes,
  renews: span.renews.length === 0 ? null : span.renews,
  lines: span.lines,
  term_start: span.term.start,
  term_end: span.term.end ?? OPEN_END,
  auto_renew: span.term.autoRenew,
  anchor: span.term.anchor === span.term.start ? null : span.term.anchor,
});
