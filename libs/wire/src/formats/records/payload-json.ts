import { parseJson } from '../../events/read-event.ts';
import { shown } from '../../fields/shown.ts';
import { type Refusal, refusal } from '../../refusal.ts';
import { xmlJson } from './xml-json.ts';

const HTTP_HEAD = /^HTTP\/[\d.]+ \d{3}[^\n]*\n(?:[^\n]*\S[^\n]*\n)*\s*/;

/** The JSON of a payload, which may be JSON or an XML document, behind the head of an HTTP answer. Boxed. */
export const payloadJson = (text: string): Readonly<{ json: unknown }> | Refusal => {
  const body = text.replace(/^\uFEFF/, '').replace(HTTP_HEAD, '');
  if (!body.trimStart().startsWith('<')) return parseJson(body);
  try {
    return { json: xmlJson(body.trim()) };
  } catch (error) {
    return refusal('not_json', 'value', `is not XML: ${shown(error instanceof Error ? error.message : error)}`);
  }
};
