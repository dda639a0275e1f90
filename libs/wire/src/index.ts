export * from './refusal.ts';

export { contractEvent } from './events/contract-event.ts';
export type { CancelledData, MergedData, TermsData } from './events/data.ts';
export { eventData, eventJson, mergedEventData, mergedEventJson } from './events/event-json.ts';
export { mergedEvent } from './events/merged-event.ts';
export { EVENT_BYTES_MAX, readEvent } from './events/read-event.ts';
export { jsonDigest } from './events/json-digest.ts';
export { forgottenEvent, namesCustomer } from './events/forgotten-event.ts';
export { sameContent } from './events/same-content.ts';
export { type LedgerEvent, storedEvent } from './events/stored-event.ts';
export { isTombstone } from './events/tombstone.ts';
export {
  EVENT_TYPES,
  type EventType,
  type Mode,
  type RawRecord,
  type WireContractEvent,
  type WireEvent,
  type WireMergedEvent,
} from './events/wire-event.ts';

export {
  type Adapter,
  type AdapterFault,
  DEFAULT_ADAPTER,
  isAdapterFault,
  readAdapter,
  type TranslationConfig,
  translationConfigId,
} from './formats/adapter/read-adapter.ts';
export type { NamedSheet } from './formats/frame/format.ts';
export { type FormatName, FORMATS } from './formats/formats.ts';
export {
  IGNORED_REASONS,
  type IgnoredReason,
  TRANSLATION_NOTES,
  type TranslationNote,
} from './formats/outcome-codes.ts';
export type { Translated } from './formats/frame/translate-with.ts';
export { type CatalogParts, type CatalogTerms, stripeCatalog } from './formats/stripe/stripe-catalog.ts';
export { isSheet, payloadsIn, sheetRecords } from './formats/records/payloads-in.ts';
export { PAYLOAD_BYTES_MAX, translateBytes, translatorVersion } from './formats/translate.ts';

export { SHEET_TEMPLATE } from './formats/csv/template.ts';
export { translateSheet } from './formats/csv/translate-sheet.ts';
export { letterOf } from './formats/csv/header.ts';
export {
  type DateOrder,
  type DecimalMark,
  type Ends,
  isSheetFault,
  type ReadColumn,
  type Sheet,
  SHEET_NOTES,
  type SheetConfig,
  type SheetFault,
  type SheetNoteCode,
  type SheetRow,
  type SheetTranslation,
} from './formats/csv/sheet.ts';

export { instantText, parseInstant } from './fields/instant.ts';
export { editDistance, nearName } from './fields/near-name.ts';

export { csvText } from './outgoing/csv-text.ts';
export { cloudEventHeaders, type DeadRecord, deadLetterHeaders, type OutgoingEvent } from './outgoing/headers.ts';
export { contractRecordFault, type ContractRecord } from './outgoing/contract-record.ts';
export { snapshotKey, type SnapshotName } from './outgoing/snapshot-key.ts';
export { snapshotRecordFault, type SnapshotRecord } from './outgoing/snapshot-record.ts';
export {
  currentSnapshot,
  type SnapshotContent,
  storedSnapshot,
  type StoredSnapshot,
} from './outgoing/stored-snapshot.ts';

export { type PolicyDifference, policyDifference, policyId, policyJson } from './policy/policy-json.ts';
export { isPolicyFault, type PolicyFault, readPolicy } from './policy/read-policy.ts';

export { readRate } from './rates/read-rate.ts';
export { isRatesFault, type Rate, type RatesFault, readRates } from './rates/read-rates.ts';

export { published, publishedSchemas } from './schema/published.ts';
