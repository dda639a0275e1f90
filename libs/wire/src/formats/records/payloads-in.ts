import { isRefusal } from '../../refusal.ts';
import type { FormatName } from '../formats.ts';
import type { NamedSheet, SheetRecord } from '../frame/format.ts';
import { SYSTEMS } from '../systems.ts';
import { payloadJson } from './payload-json.ts';
import { recordsIn } from './records-in.ts';

/**
 * The payloads in a text, each as text: the text itself where it is one record, or holds no JSON and no XML, else the
 * records of the list that it is.
 */
export const payloadsIn = (format: FormatName, text: string): readonly string[] => {
  const read = payloadJson(text, SYSTEMS[format]);
  if (isRefusal(read)) return [text];
  const records = recordsIn(read.json, SYSTEMS[format]);
  return records.length === 1 && records[0] === read.json ? [text] : records.map((json) => JSON.stringify(json));
};

/** The records that CSV exports of a system make together; null if the system has none. */
export const sheetRecords = (format: FormatName, sheets: readonly NamedSheet[]): readonly SheetRecord[] | null =>
  SYSTEMS[format].fromSheets?.(sheets) ?? null;

/** Whether a text begins like an exported sheet, and not like JSON, XML or the head of an HTTP answer. */
export const isSheet = (format: FormatName, start: string): boolean =>
  SYSTEMS[format].fromSheets !== undefined && !/^\uFEFF?\s*(?:[{[<]|HTTP\/)/.test(start);
