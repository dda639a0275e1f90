import type { ContractId, Creation, RecordKey } from '@app/domain';
import type { ContractHead, StoredBooking, StoredCharge, StoredSpan } from '@app/processing';
import { dateFrom, endFrom, nullableDate, OPEN_END } from './stored-dates.ts';
import { ownersJson, timelineFrom, timelineText } from './stored-timeline.ts';

type RecordJson = readonly [number, number, number, string, string];

const recordKeyFrom = ([version, seconds, nanos, id, source]: RecordJson): RecordKey => ({
  version,
  recordedAt: { seconds, nanos },
  id,
  source,
});

type CreationJson = readonly [string, string | null, string | null, boolean];

const creationFrom = ([effective, opened, closed, isReplacement]: CreationJson): Creation => ({
  effectiveDate: dateFrom(effective),
  openedDate: nullableDate(opened),
  closedDate: nullableDate(closed),
  isReplacement,
});

const creationJson = ({ effectiveDate, openedDate, closedDate, isReplacement }: Creation): CreationJson => [
  effectiveDate,
  openedDate,
  closedDate,
  isReplacement,
];

/** A row of booking; of a contract without one every field is null. */
export type BookingRow = Readonly<{
  valued_on: string | null;
  customer_id: string | null;
  currency: string | null;
  acv: string | null;
  contracted_acv: string | null;
  tcv: string | null;
  net_value: string | null;
  gross_value: string | null;
  term_months: string | null;
  booked_on: string | null;
  opened_on: string | null;
  is_replacement: boolean | null;
}>;

const bookingFrom = (row: BookingRow): StoredBooking | null =>
  row.valued_on === null
    ? null
    : {
        valuedOn: dateFrom(row.valued_on),
        customerId: row.customer_id ?? '',
        currency: row.currency ?? '',
        acv: row.acv ?? '',
        contractedAcv: row.contracted_acv ?? '',
        tcv: row.tcv,
        netValue: row.net_value ?? '',
        grossValue: row.gross_value ?? '',
        termMonths: row.term_months,
        bookedOn: nullableDate(row.booked_on),
        openedOn: nullableDate(row.opened_on),
        isReplacement: row.is_replacement ?? false,
      };

export const bookingJson = (
  contractId: ContractId,
  booking: StoredBooking,
): BookingRow & { contract_id: ContractId } => ({
  contract_id: contractId,
  valued_on: booking.valuedOn,
  customer_id: booking.customerId,
  currency: booking.currency,
  acv: booking.acv,
  contracted_acv: booking.contractedAcv,
  tcv: booking.tcv,
  net_value: booking.netValue,
  gross_value: booking.grossValue,
  term_months: booking.termMonths,
  booked_on: booking.bookedOn,
  opened_on: booking.openedOn,
  is_replacement: booking.isReplacement,
});

type OwnerJson = readonly [string, string];

export type HeadRow = Readonly<{
  contract_id: ContractId;
  creations: readonly CreationJson[];
  last_owner: OwnerJson | null;
  last_record: RecordJson;
  timeline: string;
  known_until: string | null;
  record: string | null;
  revision: number;
}>;

export const headFrom = (row: HeadRow & BookingRow): ContractHead => ({
  contractId: row.contract_id,
  creations: row.creations.map(creationFrom),
  lastOwner: row.last_owner === null ? null : { customerId: row.last_owner[0], currency: row.last_owner[1] },
  booking: bookingFrom(row),
  lastRecord: recordKeyFrom(row.last_record),
  timeline: timelineFrom(row.timeline),
  knownUntil: nullableDate(row.known_until),
  record: row.record,
  revision: row.revision,
});

export const headJson = (head: ContractHead): HeadRow & Readonly<{ owners: unknown }> => {
  const { version, recordedAt, id, source } = head.lastRecord;
  return {
    contract_id: head.contractId,
    creations: head.creations.map(creationJson),
    last_owner: head.lastOwner === null ? null : [head.lastOwner.customerId, head.lastOwner.currency],
    last_record: [version, recordedAt.seconds, recordedAt.nanos, id, source],
    timeline: timelineText(head.timeline),
    owners: ownersJson(head.timeline),
    known_until: head.knownUntil,
    record: head.record,
    revision: head.revision,
  };
};

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
  products: string;
}>;

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
  products: row.products,
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
  products: span.products,
});

export type ChargeRow = Readonly<{
  contract_id: ContractId;
  date: string;
  seq: number;
  amount: string;
  currency: string;
  customer_id: string;
}>;

export const chargeFrom = (row: ChargeRow): StoredCharge => ({
  contractId: row.contract_id,
  date: dateFrom(row.date),
  seq: Number(row.seq),
  amount: row.amount,
  currency: row.currency,
  customerId: row.customer_id,
});

export const chargeJson = (charge: StoredCharge): ChargeRow => ({
  contract_id: charge.contractId,
  date: charge.date,
  seq: charge.seq,
  amount: charge.amount,
  currency: charge.currency,
  customer_id: charge.customerId,
});
