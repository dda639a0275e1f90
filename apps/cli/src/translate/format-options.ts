import type { Instant, Policy } from '@app/domain';
import { readAdapterFile, UsageError } from '@app/host';
import { type PayloadTranslation, translatorOf } from '@app/processing';
import { DEFAULT_ADAPTER, type FormatName, parseInstant } from '@app/wire';
import { type Command } from 'commander';

/** The options that say how payloads of a billing system are read. */
export type FormatOptions = Readonly<{ adapter?: string; observedAt?: string }>;

export const addFormatOptions = (command: Command): Command =>
  command
    .option('--adapter <file>', 'how payloads of a billing system are read, as JSON (adapter.json)')
    .option('--observed-at <time>', 'when bare objects, such as an export, were read from the system (RFC 3339)');

const observedIn = ({ observedAt }: FormatOptions): Instant | null => {
  if (observedAt === undefined) return null;
  const instant = parseInstant(observedAt);
  if (instant === null) {
    throw new UsageError(`--observed-at: ${observedAt} is not an RFC 3339 time (2025-06-01T08:00:00Z)`);
  }
  return instant;
};

type Translation = Omit<PayloadTranslation, 'onTranslated'>;

/** The translations of every format that the options ask for. Throws `UsageError`. */
export const translationsOf = async (
  options: FormatOptions,
): Promise<(format: FormatName, policy: Policy) => Translation> => {
  const adapter = options.adapter === undefined ? DEFAULT_ADAPTER : await readAdapterFile('--adapter', options.adapter);
  const observed = observedIn(options);
  return (format, { timezone, dimensions }) => ({
    translator: translatorOf(format, { adapter, timezone, dimensions }),
    observed,
  });
};

/** The translation of one format, under a policy. Throws `UsageError`. */
export const translationOf = async (
  format: FormatName,
  options: FormatOptions,
): Promise<(policy: Policy) => Translation> => {
  const translations = await translationsOf(options);
  return (policy) => translations(format, policy);
};
