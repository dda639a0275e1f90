import type { ContractId, Creation, RecordKey } from '@app/domain';
import type { ContractHead, StoredBooking, StoredCharge } from '@app/processing';
import { dateFrom, nullableDate } from './stored-dates.ts';
import { ownersJson, timelineFrom, timelineText } from './stored-timeline.ts';

/** Version (null where versions do not count), seconds, nanoseconds, kind, id, source. */
type RecordJson = readonly [number | null, number, number, RecordKey['kind'], string, string];
/** Of the first edition, which named no kind. */
type FormerRecordJson = readonly [number, number, number, string, string];

const isFormer = (record: RecordJson | FormerRecordJson): record is FormerRecordJson => record.length === 5;

const recordKeyFrom = (record: RecordJson | FormerRecordJson): RecordKey => {
  if (isFormer(record)) {
    const [version, seconds, nanos, id, source] = record;
    // The last kind, so that an event of the same instant has all of them read anew.
    return { version, recordedAt: { seconds, nanos }, kind: 'cancelled', id, source };
  }
  const [version, seconds, nanos, kind, id, source] = record;
  return { version, recordedAt: { seconds, nanos }, kind, id, source };
};

const recordJson = ({ version, recordedAt: { seconds, nanos }, kind, id, source }: RecordKey): RecordJson => [
  version,
  seconds,
  nanos,
  kind,
  id,
  source,
];

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
  last_record: RecordJson | FormerRecordJson;
  has_mixed_sources: boolean;
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
  hasMixedSources: row.has_mixed_sources,
  timeline: timelineFrom(row.timeline),
  knownUntil: nullableDate(row.known_until),
  record: row.record,
  revision: row.revision,
});

export const headJson = (head: ContractHead): HeadRow & Readonly<{ owners: unknown }> => ({
  contract_id: head.contractId,
  creations: head.creations.map(creationJson),
  last_owner: head.lastOwner === null ? null : [head.lastOwner.customerId, head.lastOwner.currency],
  last_record: recordJson(head.lastRecord),
  has_mixed_sources: head.hasMixedSources,
  timeline: timelineText(head.timeline),
  owners: ownersJson(head.timeline),
  known_until: head.knownUntil,
  record: head.record,
  revision: head.revision,
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
