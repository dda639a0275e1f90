import type { Instant } from '@app/domain';
import { type FormatName, type Translated, translateBytes, type TranslationConfig } from '@app/wire';

/** How the payloads of a source are translated into events. */
export type PayloadTranslation = Readonly<{
  format: FormatName;
  config: TranslationConfig;
  /** When bare objects were exported; null: nobody knows. */
  observed: Instant | null;
  /** Called with what each payload became, in their order. */
  onTranslated: (translated: TranslatedPayload) => void;
}>;

/** A payload at its position, with the file or topic that it is from. */
export type TranslatedPayload = Translated & Readonly<{ origin: string; position: bigint }>;

/** Translates a payload and reports what it became. */
export const translatedPayload = (
  { format, config, observed, onTranslated }: PayloadTranslation,
  record: Readonly<{ value: Buffer | null; position: bigint }>,
  origin: string,
): Translated => {
  const translated = translateBytes(format, { value: record.value, observed }, config);
  onTranslated({ ...translated, origin, position: record.position });
  return translated;
};
