import type { Instant } from '@app/domain';
import {
  type FormatName,
  type Translated,
  translateBytes,
  type TranslationConfig,
  translationConfigId,
  translatorVersion,
} from '@app/wire';
import type { IncomingRecord } from '../ingest/incoming-batch.ts';

/** By what payloads are translated: their events mean the same only under the same of it. */
export type Translator = Readonly<{ format: FormatName; version: number; configId: string; config: TranslationConfig }>;

/**
 * The payload that an event was translated from, as it came. The events of one payload share it. `observed` is RFC 3339.
 */
export type EventPayload = Readonly<{ record: IncomingRecord; translator: Translator; observed: string | null }>;

/** How the payloads of a source are translated into events. */
export type PayloadTranslation = Readonly<{
  translator: Translator;
  /** When bare objects were exported; null: nobody knows. */
  observed: Instant | null;
  /** Called with what each payload became, in their order. */
  onTranslated: (translated: TranslatedPayload) => void;
}>;

/** A payload at its position, with the file or topic that it is from. */
export type TranslatedPayload = Translated & Readonly<{ origin: string; position: bigint }>;

export const translatorOf = (format: FormatName, config: TranslationConfig): Translator => ({
  format,
  version: translatorVersion(format),
  configId: translationConfigId(config),
  config,
});

/** Translates a payload and reports what it became. */
export const translatedPayload = (
  { translator, observed, onTranslated }: PayloadTranslation,
  record: Readonly<{ value: Buffer | null; position: bigint }>,
  origin: string,
): Translated => {
  const { format, config } = translator;
  const translated = translateBytes(format, { value: record.value, observed }, config);
  onTranslated({ ...translated, origin, position: record.position });
  return translated;
};
