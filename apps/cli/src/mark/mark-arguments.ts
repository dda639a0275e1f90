import { UsageError } from '@app/host';

export type MarkOptions = Readonly<{ knownAt?: string; list?: true }>;

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

/** The name of a new mark; null if the marks are to be listed. Throws `UsageError`. */
export const newMarkName = (name: string | undefined, { list, knownAt }: MarkOptions): string | null => {
  if (list === true) {
    if (name !== undefined || knownAt !== undefined) throw new UsageError('--list takes no name and no --known-at');
    return null;
  }
  if (name === undefined) throw new UsageError('give the mark a name, such as board-2025-11, or --list the marks');
  if (!NAME.test(name)) {
    throw new UsageError(
      `${JSON.stringify(name)} cannot name a mark: it takes up to 64 letters, digits, dots, hyphens and underscores, and starts with a letter or a digit`,
    );
  }
  return name;
};
