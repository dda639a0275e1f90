import type { ContractId, CustomerId, Instant } from '@app/domain';
import type { CancelledData, MergedData, TermsData } from './data.ts';

/** A record of a topic, or a line of a file with no headers. Nothing of it is trusted yet. */
export type RawRecord = Readonly<{ value: Buffer | null; headers: Readonly<Record<string, Buffer>> }>;

/** Where the CloudEvents attributes stand: in the value, or in headers beside it. */
export type Mode = 'structured' | 'binary';

const CONTRACT_TYPES = ['subscription.created', 'subscription.amended', 'subscription.cancelled'] as const;
export const EVENT_TYPES = [...CONTRACT_TYPES, 'customer.merged'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
type ContractEventType = (typeof CONTRACT_TYPES)[number];

export const isEventType = (type: string): type is EventType => EVENT_TYPES.some((known) => known === type);

/** The attributes of an event, checked. Its data is checked too, or known to have been. */
export type Head = Readonly<{
  mode: Mode;
  id: string;
  source: string;
  /** As stated. Two texts for one instant are different content. */
  time: string;
  recordedAt: Instant;
  subject: string | null;
  /** The record's value as it came. */
  text: string;
}>;

type OfContract = Head &
  Readonly<{
    type: ContractEventType;
    contractId: ContractId;
    /** Null where none is stated. */
    version: number | null;
  }>;

/** An event of a contract that is good in every field, with its data as it was stated. */
export type WireContractEvent =
  | (OfContract & Readonly<{ kind: 'created' | 'amended'; data: TermsData }>)
  | (OfContract & Readonly<{ kind: 'cancelled'; data: CancelledData }>);

/** A merge of customers that is good in every field. It is of no contract. */
export type WireMergedEvent = Head &
  Readonly<{
    kind: 'merged';
    type: 'customer.merged';
    contractId: null;
    version: null;
    customerId: CustomerId;
    into: CustomerId | null;
    data: MergedData;
  }>;

export type WireEvent = WireContractEvent | WireMergedEvent;

const KINDS = {
  'subscription.created': 'created',
  'subscription.amended': 'amended',
  'subscription.cancelled': 'cancelled',
} as const satisfies Record<ContractEventType, WireContractEvent['kind']>;

/** The event of a known type whose data has no fault. The check of the fields becomes their type here. */
export const wireEvent = (head: Head, type: EventType, data: unknown): WireEvent =>
  type === 'customer.merged' ? mergedEvent(head, data as MergedData) : contractEvent(head, type, data);

/**
 * Every property is written out, here and in the domain's events made of these: copies by spreading took a fifth of
 * the time that reading an event takes.
 */
const contractEvent = (head: Head, type: ContractEventType, data: unknown): WireContractEvent => {
  const { contract_id: contractId, version } = data as TermsData | CancelledData;
  const event = {
    mode: head.mode,
    id: head.id,
    source: head.source,
    type,
    time: head.time,
    recordedAt: head.recordedAt,
    subject: head.subject,
    contractId,
    // A stated -0 is 0.
    version: typeof version === 'number' ? version + 0 : null,
    text: head.text,
    kind: KINDS[type],
    data,
  };
  return event as WireContractEvent;
};

const mergedEvent = (head: Head, data: MergedData): WireMergedEvent => ({
  mode: head.mode,
  id: head.id,
  source: head.source,
  type: 'customer.merged',
  time: head.time,
  recordedAt: head.recordedAt,
  subject: head.subject,
  contractId: null,
  version: null,
  customerId: data.customer_id as CustomerId,
  into: data.into as CustomerId | null,
  text: head.text,
  kind: 'merged',
  data,
});
