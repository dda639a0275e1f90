import type { ContractId, CustomerId, Instant } from '@app/domain';
import type { CancelledData, MergedData, TermsData } from './data.ts';

/** A record of a topic, or a line of a file, which has no headers. Nothing in it is checked yet. */
export type RawRecord = Readonly<{ value: Buffer | null; headers: Readonly<Record<string, Buffer>> }>;

/** If the CloudEvents attributes are: in the record's value (structured) or in its headers (binary). */
export type Mode = 'structured' | 'binary';

const CONTRACT_TYPES = ['subscription.created', 'subscription.amended', 'subscription.cancelled'] as const;
export const EVENT_TYPES = [...CONTRACT_TYPES, 'customer.merged'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
type ContractEventType = (typeof CONTRACT_TYPES)[number];

export const isEventType = (type: string): type is EventType => EVENT_TYPES.some((one) => one === type);

/** The checked attributes of an event. */
export type Head = Readonly<{
  mode: Mode;
  id: string;
  source: string;
  /** The text of the event. Two texts for one instant are different content. */
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
    /** Null if the event states none. */
    version: number | null;
  }>;

/** An event of a contract without a fault, with its data as it came. */
export type WireContractEvent =
  | (OfContract & Readonly<{ kind: 'created' | 'amended'; data: TermsData }>)
  | (OfContract & Readonly<{ kind: 'cancelled'; data: CancelledData }>);

/** A merge of customers without a fault. It belongs to no contract. */
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

/** The event with this type and data, which has no fault: here the check of the fields becomes their type. */
export const wireEvent = (head: Head, type: EventType, data: unknown): WireEvent =>
  type === 'customer.merged' ? mergedEvent(head, data as MergedData) : contractEvent(head, type, data);

/**
 * Every property is written out, here and where these become events of the domain, because spreading took a fifth of
 * the time of reading an event.
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
