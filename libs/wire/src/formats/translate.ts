import { isUtf8 } from 'node:buffer';
import type { Instant } from '@app/domain';
import { isRefusal, type Refusal, refusal } from '../refusal.ts';
import type { TranslationConfig } from './adapter/read-adapter.ts';
import type { FormatName } from './formats.ts';
import { type SystemRecord, type Translated, translateWith } from './frame/translate-with.ts';
import { payloadJson } from './records/payload-json.ts';
import { SYSTEMS } from './systems.ts';

/** The events that a payload of a system says, or why it says none. */
export const translate = (format: FormatName, record: SystemRecord, config: TranslationConfig): Translated =>
  translateWith(SYSTEMS[format])(record, config);

/** The version of a system's translator, which counts up when payloads come to mean other events. */
export const translatorVersion = (format: FormatName): number => SYSTEMS[format].version;

/** Longer than any subscription with 500 lines; a list of an API is read item by item. */
export const PAYLOAD_BYTES_MAX = 4_194_304;

const refused = (found: Refusal): Translated => ({ events: [], ignored: null, refused: found, notes: [] });

/** The same from the bytes of a payload, which may be JSON, XML or a form. `observed` is when it was exported, if known. */
export const translateBytes = (
  format: FormatName,
  { value, observed }: Readonly<{ value: Buffer | null; observed: Instant | null }>,
  config: TranslationConfig,
): Translated => {
  if (value === null || value.length === 0) return refused(refusal('not_json', 'value', 'is empty'));
  if (value.length > PAYLOAD_BYTES_MAX) {
    const reason = `has ${value.length} bytes, more than ${PAYLOAD_BYTES_MAX}`;
    return refused(refusal('event_too_large', 'value', reason));
  }
  if (!isUtf8(value)) return refused(refusal('not_json', 'value', 'is not UTF-8'));
  const read = payloadJson(value.toString('utf8'), SYSTEMS[format]);
  return isRefusal(read) ? refused(read) : translate(format, { json: read.json, observed }, config);
};
