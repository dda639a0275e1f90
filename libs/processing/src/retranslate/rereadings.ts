import { type Adapter, type FormatName, isAdapterFault, readAdapter } from '@app/wire';
import { translatorOf } from '../translate/payload-translation.ts';
import type { PayloadGroup, Rereading, TranslationTerms } from './kept-payloads.ts';

/** An adapter for payloads of a format: of these topics and files, or of all (null). */
export type GivenAdapter = Readonly<{ format: FormatName; adapter: Adapter; origins: readonly string[] | null }>;

/** The store keeps no payload that the given adapter is for. */
export class NoSuchPayloadsError extends Error {
  override readonly name = 'NoSuchPayloadsError';

  constructor(groups: readonly PayloadGroup[]) {
    const kept = [...new Set(groups.map(({ format, origin }) => `${format} of ${origin}`))].toSorted();
    super(`the store keeps no such payloads: it has ${kept.length === 0 ? 'none' : kept.join(', ')}`);
  }
}

const storedAdapter = ({ adapter, configId }: PayloadGroup): Adapter => {
  const read = readAdapter(adapter);
  if (isAdapterFault(read)) throw new Error(`the adapter of the config ${configId} in the store: ${read.message}`);
  return read;
};

const isOf = ({ format, origins }: GivenAdapter, group: PayloadGroup): boolean =>
  format === group.format && (origins === null || origins.includes(group.origin));

/**
 * The groups that this program's translators, the given adapter and the policy may read otherwise. A payload of no
 * given adapter keeps its own. Groups that were read by the same already are left out: the same gives the same. Throws
 * `NoSuchPayloadsError`.
 */
export const rereadings = (
  groups: readonly PayloadGroup[],
  given: GivenAdapter | null,
  { timezone, dimensions }: TranslationTerms,
): readonly Rereading[] => {
  if (given !== null && !groups.some((group) => isOf(given, group))) throw new NoSuchPayloadsError(groups);
  return groups.flatMap((group) => {
    const adapter = given !== null && isOf(given, group) ? given.adapter : storedAdapter(group);
    const by = translatorOf(group.format, { adapter, timezone, dimensions });
    return by.version === group.version && by.configId === group.configId ? [] : [{ group, by }];
  });
};
