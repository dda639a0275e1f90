import type { Policy } from '@app/domain';
import { payloadFiles } from '@app/host';
import { type TranslatedPayload, translatedPayload } from '@app/processing';
import type { FormatName } from '@app/wire';
import { type FormatOptions, translationOf } from './format-options.ts';

/** Files of payloads of one system. `option` names them in messages. */
type PayloadFiles = Readonly<{ option: string; format: FormatName; names: readonly string[] }>;

/** What the payloads of files became, some at a time, in their order. Throws `UsageError`. */
export async function* translatedFiles(
  { option, format, names }: PayloadFiles,
  options: FormatOptions,
  policy: Policy,
): AsyncGenerator<readonly TranslatedPayload[]> {
  const translation = (await translationOf(format, options))(policy);
  for await (const { batch } of await payloadFiles(option, format, names)) {
    const translated: TranslatedPayload[] = [];
    const onTranslated = (payload: TranslatedPayload): void => void translated.push(payload);
    const origin = batch.origin.kind === 'file' ? batch.origin.file : batch.origin.topic;
    for (const record of batch.records) translatedPayload({ ...translation, onTranslated }, record, origin);
    yield translated;
  }
}
