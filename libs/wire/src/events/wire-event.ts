import type { ContractId, Instant } from '@app/domain';
import type { CancelledData, TermsData } from './data.ts';

/** A record of a topic, or a line of a file with no headers. Nothing of it is trusted yet. */
export type RawRecord = Readonly<{ value: Buffer | null; headers: Readonly<Record<string, Buffer>> }>;

/** Where the CloudEvents attributes stand: in the value, or in headers beside it. */
export type Mode = 'structured' | 'binary';

export const EVENT_TYPES = ['subscription.created', 'subscription.amended', 'subscription.cancelled'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const isEventType = (type: string): type is EventType => EVENT_TYPES.some((known) => known === type);

type Told = Readonly<{
  mode: Mode;
  id: string;
  source: string;
  type: EventType;
  /** As stated. Two texts for one instant are different content. */
  time: string;
  recordedAt: Instant;
  subject: string | null;
  contractId: ContractId;
  /** 0 where none is stated. */
  version: number;
  /** The record's value as it came. */
  text: string;
}>;

/** An event that is good in every field, with its data as it was stated. */
export type WireEvent =
  | (Told & Readonly<{ kind: 'created' | 'amended'; data: TermsData }>)
  | (Told & Readonly<{ kind: 'cancelled'; data: CancelledData }>);

/** What an event says of itself, checked; its data, checked or known to have been. */
export type Head = Omit<Told, 'type' | 'contractId' | 'version'>;

const KINDS = {
  'subscription.created': 'created',
  'subscription.amended': 'amended',
  'subscription.cancelled': 'cancelled',
} as const satisfies Record<EventType, WireEvent['kind']>;

/**
 * The event of a known type whose data has no fault. Here the check of the fields becomes their type. Every property is
 * written out, here and where a contract's event is made of it: copies by spreading took a fifth of reading an event.
 */
export const wireEvent = (head: Head, type: EventType, data: unknown): WireEvent => {
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
    version: (version ?? 0) + 0,
    text: head.text,
    kind: KINDS[type],
    data,
  };
  return event as WireEvent;
};
