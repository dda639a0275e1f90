import type { ContractId, Creation, RecordKey } from '@app/domain';
import type { ContractHead } from '@app/processing';
import { bookingFrom, type BookingRow } from './stored-booking.ts';
import { dateFrom, nullableDate } from './stored-dates.ts';
import { ownersJson, timelineFrom, timelineText } from './stored-timeline.ts';

/** Version (null if versions do not count), seconds, nanoseconds, kind, id, source. */
type RecordJson = readonly [number | null, number, number, RecordKey['kind'], string, string];

const recordKeyFrom = ([version, seconds, nanos, kind, id, source]: RecordJson): RecordKey => ({
  version,
  recordedAt: { seconds, nanos },
  kind,
  id,
  source,
});

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

type OwnerJson = readonly [string, string];

type HeadRow = Readonly<{
  contract_id: ContractId;
  creations: readonly CreationJson[];
  last_owner: OwnerJson | null;
  last_record: RecordJson;
  has_mixed_sources: boolean;
  timeline: string;
  known_until: string | null;
  record: string | null;
  revision: number;
}>;

/** A row of contract with its booking. */
export type StoredHeadRow = HeadRow & BookingRow;

export const headFrom = (row: StoredHeadRow): ContractHead => ({
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
