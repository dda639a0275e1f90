import type { OutgoingRecord } from './outbox.ts';

/** A record to be published whose number the store has not drawn yet. */
export type NewOutgoingRecord = Omit<OutgoingRecord, 'number'>;
