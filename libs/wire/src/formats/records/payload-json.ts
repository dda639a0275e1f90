import { parseJson } from '../../events/read-event.ts';
import { shown } from '../../fields/shown.ts';
import { type Refusal, refusal } from '../../refusal.ts';
import type { Format } from '../frame/format.ts';
import { formJson } from './form-json.ts';
import { xmlJson } from './xml-json.ts';

const HTTP_HEAD = /^HTTP\/[\d.]+ \d{3}[^\n]*\n(?:[^\n]*\S[^\n]*\n)*\s*/;

/** A form begins with the name of a field, which no JSON does. */
const FORM = /^[a-z][\w%[\]]*=/i;

/**
 * The JSON of a payload, which may be JSON, an XML document or, of a system that sends them, a form; also behind the head
 * of an HTTP answer. Boxed.
 */
export const payloadJson = (
  text: string,
  { readsForms }: Pick<Format, 'readsForms'> = {},
): Readonly<{ json: unknown }> | Refusal => {
  const body = text.replace(/^\uFEFF/, '').replace(HTTP_HEAD, '');
  if (readsForms === true && FORM.test(body)) return { json: formJson(new URLSearchParams(body.trim())) };
  if (!body.trimStart().startsWith('<')) return parseJson(body);
  try {
    return { json: xmlJson(body.trim()) };
  } catch (error) {
    return refusal('not_json', 'value', `is not XML: ${shown(error instanceof Error ? error.message : error)}`);
  }
};
