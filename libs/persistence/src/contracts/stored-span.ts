import { type ContractId, MEASURES, STORED_MEASURE_NAMES, type Term } from '@app/domain';
import type { MeasureFields, StoredMeasureField, StoredMeasures, StoredSpan } from '@app/processing';
import { dateFrom, endFrom, nullableDate, OPEN_END } from './stored-dates.ts';

/** The measures of a span by column. */
export type MeasureRow = Pick<MeasureFields, StoredMeasureField>;

export const measuresFrom = (row: MeasureRow): StoredMeasures =>
  Object.fromEntries(STORED_MEASURE_NAMES.map((name) => [name, row[MEASURES[name].column]])) as StoredMeasures;

const measuresJson = (measures: StoredMeasures): MeasureRow =>
  Object.fromEntries(STORED_MEASURE_NAMES.map((name) => [MEASURES[name].column, measures[name]])) as MeasureRow;

export type SpanRow = MeasureRow &
  Readonly<{
    contract_id: ContractId;
    valid_from: string;
    valid_to: string;
    seq: number;
    customer_id: string;
    currency: string;
    attributes: Readonly<Record<string, string>> | null;
    renews: readonly string[] | null;
    lines: string;
    term_start: string | null;
    term_end: string | null;
    auto_renew: boolean | null;
    /** Null if it is the start. */
    anchor: string | null;
  }>;

/** A span of the first edition has no term, so its own days replace the term until the contract is valued anew. */
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
  ...measuresFrom(row),
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
  ...measuresJson(span),
  attributes: Object.keys(span.attributes).length === 0 ? null : span.attributes,
  renews: span.renews.length === 0 ? null : span.renews,
  lines: span.lines,
  term_start: span.term.start,
  term_end: span.term.end ?? OPEN_END,
  auto_renew: span.term.autoRenew,
  anchor: span.term.anchor === span.term.start ? null : span.term.anchor,
});
