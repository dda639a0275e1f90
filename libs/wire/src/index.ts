export * from './refusal.ts';
export { contractEvent } from './events/contract-event.ts';
export type { CancelledData, TermsData } from './events/data.ts';
export { EVENT_BYTES_MAX, readEvent } from './events/read-event.ts';
export { sameContent } from './events/same-content.ts';
export { type LedgerEvent, storedEvent } from './events/stored-event.ts';
export { EVENT_TYPES, type EventType, type Mode, type RawRecord, type WireEvent } from './events/wire-event.ts';
export { instantText, parseInstant } from './fields/instant.ts';
