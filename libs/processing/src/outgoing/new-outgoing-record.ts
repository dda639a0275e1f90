import type { OutgoingRecord } from './outbox.ts';

/** A record to be published, before the store has drawn its number. */
export type NewOutgoingRecord = Omit<OutgoingRecord, 'number'>;
