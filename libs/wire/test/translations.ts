import { instantText, parseInstant } from '../src/fields/instant.ts';
import { readAdapter, isAdapterFault, type TranslationConfig } from '../src/formats/adapter/read-adapter.ts';
import type { FormatName } from '../src/formats/formats.ts';
import type { Translated } from '../src/formats/frame/translate-with.ts';
import { translate } from '../src/formats/translate.ts';

type Json = Readonly<Record<string, unknown>>;

export type Said = Readonly<{
  id: string;
  source: string;
  type: string;
  time: string;
  data: Readonly<Record<string, unknown>>;
}>;

/** What a payload becomes, with the events as JSON. */
export type Outcome = Omit<Translated, 'events'> & Readonly<{ events: readonly Said[] }>;

export const configOf = (
  adapter: Json = {},
  timezone = 'UTC',
  dimensions: readonly string[] = [],
): TranslationConfig => {
  const read = readAdapter(adapter);
  if (isAdapterFault(read)) throw new Error(read.message);
  return { adapter: read, timezone, dimensions };
};

/** Translates payloads of a system. `observedAt` is when they were exported. */
export const translator =
  (format: FormatName) =>
  (json: unknown, adapter: Json = {}, observedAt: string | null = null): Outcome => {
    const observed = observedAt === null ? null : parseInstant(observedAt);
    const { events, ...rest } = translate(format, { json, observed }, configOf(adapter));
    return {
      ...rest,
      events: events.map(({ id, source, type, recordedAt, data }) => ({
        id,
        source,
        type: type.replace('subscription.', ''),
        time: instantText(recordedAt),
        data,
      })),
    };
  };
