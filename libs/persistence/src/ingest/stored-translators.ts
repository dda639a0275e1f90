import type { LedgerRow, StagedEvent, TranslatedBy } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import type { ExistingEvent } from './append-events.ts';

/** By the primary key of payload_event. */
const TRANSLATORS = `
SELECT event.event_id, event.source, payload.translator_version::int AS version, payload.config_id
FROM unnest($1::text[], $2::text[]) AS wanted(event_id, source)
JOIN payload_event event ON event.event_id = wanted.event_id AND event.source = wanted.source
JOIN payload ON payload.payload_id = event.payload_id`;

type Row = Readonly<{ event_id: string; source: string; version: number; config_id: string }>;

/** The translator of an event of the ledger; null if it came as an event. */
export type StoredTranslators = (row: Pick<LedgerRow, 'id' | 'source'>) => TranslatedBy | null;

const keyOf = (source: string, id: string): string => JSON.stringify([source, id]);

/** Asks only for events that repeat a translated one, so a topic of events pays nothing. */
export const storedTranslators = async (
  { query }: Transaction,
  existing: readonly ExistingEvent[],
  events: readonly StagedEvent[],
): Promise<StoredTranslators> => {
  const asked = existing.filter(({ ordinal }) => events[ordinal]?.record.payload !== undefined);
  if (asked.length === 0) return () => null;
  const rows = await query<Row>(TRANSLATORS, [asked.map(({ id }) => id), asked.map(({ source }) => source)]);
  const found = new Map(
    rows.map(({ event_id, source, version, config_id }) => [keyOf(source, event_id), { version, configId: config_id }]),
  );
  return ({ id, source }) => found.get(keyOf(source, id)) ?? null;
};
