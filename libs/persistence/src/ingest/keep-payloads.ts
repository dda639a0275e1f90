import type { EventPayload, Origin, StagedEvent, Translator } from '@app/processing';
import type { Transaction } from '../database/database.ts';

/** By primary key. Nearly always the config is there already. */
const INSERT_CONFIG = `
INSERT INTO translation_config (config_id, adapter, timezone, dimensions) VALUES ($1, $2, $3, $4)
ON CONFLICT (config_id) DO NOTHING`;

const COLUMNS = '(format, translator_version, config_id, origin, observed_at, value)';

/** Numbers are drawn in the order of the arrays. */
const INSERT_PAYLOADS = `
INSERT INTO payload ${COLUMNS}
SELECT $1, $2, $3, $4, $5, incoming.value FROM unnest($6::bytea[]) WITH ORDINALITY AS incoming(value, ordinal)
ORDER BY incoming.ordinal
RETURNING payload_id::text`;

/** The same for payloads that are not kept yet: one that is sent again says nothing again. By payload_digest. */
const INSERT_SILENT = `
INSERT INTO payload ${COLUMNS}
SELECT $1, $2, $3, $4, $5, incoming.value FROM unnest($6::bytea[]) WITH ORDINALITY AS incoming(value, ordinal)
WHERE NOT EXISTS (
  SELECT FROM payload kept
  WHERE kept.digest = sha256(incoming.value) AND kept.format = $1 AND kept.observed_at IS NOT DISTINCT FROM $5
)
ORDER BY incoming.ordinal`;

const INSERT_EVENTS = `
INSERT INTO payload_event (event_id, source, payload_id) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])`;

type Owned = Readonly<{ payload: EventPayload; events: readonly StagedEvent[] }>;

/** Writes down what payloads are read by. */
export const keepConfig = async (
  { query }: Transaction,
  { configId, config }: Pick<Translator, 'configId' | 'config'>,
): Promise<void> => {
  const { adapter, timezone, dimensions } = config;
  await query(INSERT_CONFIG, [configId, JSON.stringify(adapter.stated), timezone, JSON.stringify(dimensions)]);
};

/** Inserts payloads of one translator. */
const insert = async (
  { query }: Transaction,
  sql: string,
  origin: Origin,
  [first, ...others]: readonly [EventPayload, ...EventPayload[]],
): Promise<readonly bigint[]> => {
  const { format, version, configId } = first.translator;
  const rows = await query<{ payload_id: string }>(sql, [
    format,
    version,
    configId,
    origin.kind === 'file' ? origin.file : origin.topic,
    first.observed,
    [first, ...others].map(({ record }) => record.value),
  ]);
  return rows.map(({ payload_id }) => BigInt(payload_id)).sort((a, b) => (a < b ? -1 : 1));
};

const keepOwners = async (
  transaction: Transaction,
  origin: Origin,
  owned: readonly [Owned, ...Owned[]],
): Promise<void> => {
  const [first, ...others] = owned;
  const ids = await insert(transaction, INSERT_PAYLOADS, origin, [
    first.payload,
    ...others.map(({ payload }) => payload),
  ]);
  const links = owned.flatMap(({ events }, i) => events.map(({ event }) => ({ ...event, payloadId: String(ids[i]) })));
  await transaction.query(INSERT_EVENTS, [
    links.map(({ id }) => id),
    links.map(({ source }) => source),
    links.map(({ payloadId }) => payloadId),
  ]);
};

/** The payloads of events that are new in the ledger, and those that say no event yet. */
export type NewPayloads = Readonly<{ events: readonly StagedEvent[]; silent: readonly EventPayload[] }>;

/** Keeps payloads, each once. The payloads of a batch have one translator. */
export const keepPayloads = async (
  transaction: Transaction,
  origin: Origin,
  { events, silent }: NewPayloads,
): Promise<void> => {
  const [owner, ...owners] = [...Map.groupBy(events, ({ record }) => record.payload)].flatMap(
    ([payload, own]): readonly Owned[] => (payload === undefined ? [] : [{ payload, events: own }]),
  );
  const [first, ...others] = silent;
  const some = owner?.payload ?? first;
  if (some === undefined) return;
  await keepConfig(transaction, some.translator);
  if (owner !== undefined) await keepOwners(transaction, origin, [owner, ...owners]);
  if (first !== undefined) await insert(transaction, INSERT_SILENT, origin, [first, ...others]);
};
