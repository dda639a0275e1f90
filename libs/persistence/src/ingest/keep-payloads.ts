import type { EventPayload, Origin, StagedEvent, Translator } from '@app/processing';
import type { Transaction } from '../database/database.ts';

/** By primary key. Nearly always the config is there already. */
const INSERT_CONFIG = `
INSERT INTO translation_config (config_id, adapter, timezone, dimensions) VALUES ($1, $2, $3, $4)
ON CONFLICT (config_id) DO NOTHING`;

/** Numbers are drawn in the order of the arrays. */
const INSERT_PAYLOADS = `
INSERT INTO payload (format, translator_version, config_id, origin, observed_at, value)
SELECT $1, $2, $3, $4, $5, incoming.value FROM unnest($6::bytea[]) WITH ORDINALITY AS incoming(value, ordinal)
ORDER BY incoming.ordinal
RETURNING payload_id::text`;

const INSERT_EVENTS = `
INSERT INTO payload_event (event_id, source, payload_id) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`;

type Owned = Readonly<{ payload: EventPayload; events: readonly StagedEvent[] }>;

const observedText = ({ observed }: EventPayload): string | null =>
  observed === null ? null : new Date(observed.seconds * 1000).toISOString();

const insertConfig = async ({ query }: Transaction, { configId, config }: Translator): Promise<void> => {
  const { adapter, timezone, dimensions } = config;
  await query(INSERT_CONFIG, [configId, JSON.stringify(adapter.stated), timezone, JSON.stringify(dimensions)]);
};

/** Keeps the payloads of events that are new in the ledger, each once. The payloads of a batch have one translator. */
export const keepPayloads = async (
  transaction: Transaction,
  origin: Origin,
  events: readonly StagedEvent[],
): Promise<void> => {
  const byPayload = Map.groupBy(events, ({ record }) => record.payload);
  const owned = [...byPayload].flatMap(([payload, own]): readonly Owned[] =>
    payload === undefined ? [] : [{ payload, events: own }],
  );
  const [first] = owned;
  if (first === undefined) return;
  const { translator } = first.payload;
  await insertConfig(transaction, translator);
  const rows = await transaction.query<{ payload_id: string }>(INSERT_PAYLOADS, [
    translator.format,
    translator.version,
    translator.configId,
    origin.kind === 'file' ? origin.file : origin.topic,
    observedText(first.payload),
    owned.map(({ payload }) => payload.record.value),
  ]);
  const ids = rows.map(({ payload_id }) => BigInt(payload_id)).sort((a, b) => (a < b ? -1 : 1));
  const links = owned.flatMap(({ events: own }, i) =>
    own.map(({ event }) => ({ ...event, payloadId: String(ids[i]) })),
  );
  await transaction.query(INSERT_EVENTS, [
    links.map(({ id }) => id),
    links.map(({ source }) => source),
    links.map(({ payloadId }) => payloadId),
  ]);
};
