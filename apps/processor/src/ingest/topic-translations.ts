import type { Policy } from '@app/domain';
import { readAdapterFile, UsageError } from '@app/host';
import type { Metrics } from '@app/platform/service';
import { type PayloadTranslation, type TranslatedPayload, translatorOf } from '@app/processing';
import { type Adapter, DEFAULT_ADAPTER, type FormatName, FORMATS } from '@app/wire';

type TopicFormat = Readonly<{ topic: string; format: FormatName; adapter: Adapter }>;

type Given = Readonly<{ inputFormats: readonly string[] | null; adapterFiles: readonly string[] | null }>;

/** What belongs to each topic, behind the first equals sign. */
const byTopic = (pairs: readonly string[] | null): ReadonlyMap<string, string> =>
  new Map((pairs ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));

const formatNamed = (topic: string, name: string): FormatName => {
  const format = FORMATS.find((each) => each === name);
  if (format === undefined) {
    throw new UsageError(`INPUT_FORMATS: ${name} of ${topic} is unknown: expected one of ${FORMATS.join(', ')}`);
  }
  return format;
};

const formatsOf = async ({ inputFormats, adapterFiles }: Given): Promise<readonly TopicFormat[]> => {
  const files = byTopic(adapterFiles);
  return Promise.all(
    [...byTopic(inputFormats)].map(async ([topic, name]) => {
      const file = files.get(topic);
      const adapter = file === undefined ? DEFAULT_ADAPTER : await readAdapterFile('ADAPTER_FILES', file);
      return { topic, format: formatNamed(topic, name), adapter };
    }),
  );
};

type Translated = PayloadTranslation['onTranslated'];

const counted =
  (metrics: Metrics, onTranslated: Translated) =>
  (translated: TranslatedPayload): void => {
    const { origin: topic, ignored, notes } = translated;
    onTranslated(translated);
    if (ignored !== null) metrics.payloadsIgnored.inc({ topic, reason: ignored });
    for (const note of notes) metrics.payloadNotes.inc({ topic, note });
  };

/**
 * How the payloads of each topic with a format become events, under a policy. Throws `UsageError` for an unknown format
 * or an invalid adapter. `onEach` is called with what each payload became.
 */
export const topicTranslations = async (
  given: Given,
  metrics: Metrics,
  onEach: Translated,
): Promise<(policy: Policy) => ReadonlyMap<string, PayloadTranslation>> => {
  const formats = await formatsOf(given);
  const onTranslated = counted(metrics, onEach);
  return ({ timezone, dimensions }) =>
    new Map(
      formats.map(({ topic, format, adapter }) => [
        topic,
        { translator: translatorOf(format, { adapter, timezone, dimensions }), observed: null, onTranslated },
      ]),
    );
};
