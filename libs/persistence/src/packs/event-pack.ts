import { deflateSync, inflateSync } from 'node:zlib';
import type { StoredEvent } from './stored-event.ts';

/** What a pack has of an event. The row of the pack says the contract and the numbers. */
export type PackedEvent = Omit<StoredEvent, 'seq' | 'contract_id'>;

/** As far back as zlib looks. */
const DICTIONARY_BYTES = 32_768;

const LINE_END = 0x0a;

type Content = readonly [
  mode: PackedEvent['mode'],
  type: string | null,
  time: string | null,
  subject: string | null,
  headers: string | null,
];

/** An event in the first line of a pack: the bytes of its value, and the content where the value does not say all of it. */
type Entry = readonly [bytes: number, source: string, id: string] | readonly [number, string, string, ...Content];

const entryOf = ({ source, id, mode, type, time, subject, headers }: PackedEvent, bytes: number): Entry => {
  const content: Content = [mode, type, time, subject, headers];
  const isInValue = mode === 'structured' && content.slice(1).every((field) => field === null);
  return isInValue ? [bytes, source, id] : [bytes, source, id, ...content];
};

/**
 * The text of a pack: a line of JSON with an array for each event (`Entry`), then the values as they came, one after the
 * other, in UTF-8.
 */
export const packText = (events: readonly PackedEvent[]): Buffer => {
  const bytes = events.map(({ text }) => Buffer.byteLength(text));
  const head = `${JSON.stringify(events.map((event, i) => entryOf(event, bytes[i] ?? 0)))}\n`;
  // One buffer, because a fold makes a thousand packs: buffers of single values, then joined, are twice the bytes.
  const packed = Buffer.allocUnsafe(bytes.reduce((sum, length) => sum + length, Buffer.byteLength(head)));
  let at = packed.write(head);
  for (const { text } of events) at += packed.write(text, at);
  return packed;
};

/** The events in the text of a pack, in their order. */
export const eventsInText = (text: Buffer): readonly PackedEvent[] => {
  const lineEnd = text.indexOf(LINE_END);
  const entries = JSON.parse(text.toString('utf8', 0, lineEnd)) as readonly Entry[];
  let at = lineEnd + 1;
  return entries.map(
    ([bytes, source, id, mode = 'structured', type = null, time = null, subject = null, headers = null]) => {
      const value = text.toString('utf8', at, at + bytes);
      at += bytes;
      return { source, id, mode, type, time, subject, headers, text: value };
    },
  );
};

/** The end of the text of a contract's first pack, by which its later packs are compressed. */
export const dictionaryIn = (text: Buffer): Buffer => text.subarray(-DICTIONARY_BYTES);

/** What zlib looks back over if it is enough: it takes a third less time and memory than the largest. */
const WINDOW_BITS = 13;
const LARGEST_WINDOW_BITS = 15;

/** zlib keeps these bytes of a window to itself. */
const WINDOW_MARGIN = 262;

/**
 * The fastest level leaves a tenth of the events of a contract. Each call takes a small part of the default's memory, and
 * its result comes in chunks of about its length, because a fold makes a thousand of them; the bytes are the same.
 */
const COMPRESSION = { level: 1, memLevel: 5, chunkSize: 1_024 } as const;

const windowBits = (bytes: number): number =>
  bytes <= 2 ** WINDOW_BITS - WINDOW_MARGIN ? WINDOW_BITS : LARGEST_WINDOW_BITS;

/** The body of a pack by zlib. */
export const packBody = (text: Buffer, dictionary: Buffer | null): Buffer => {
  const options = { ...COMPRESSION, windowBits: windowBits(text.length + (dictionary?.length ?? 0)) };
  return deflateSync(text, dictionary === null ? options : { ...options, dictionary });
};

/**
 * About the bytes of the text in a body of this length. By default zlib reserves 16 kB for each call, thirty times as much
 * as one event has, and V8 counts them when it decides to collect.
 */
const inflatedAtOnce = (bytes: number): number => Math.min(16_384, Math.max(1_024, 8 * bytes));

/** The text of a body. Throws if the body was damaged, by its checksum, or if it has another dictionary. */
export const textOfBody = (body: Buffer, dictionary: Buffer | null): Buffer =>
  inflateSync(body, { chunkSize: inflatedAtOnce(body.length), ...(dictionary === null ? {} : { dictionary }) });
