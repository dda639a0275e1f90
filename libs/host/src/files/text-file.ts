import { readFile } from 'node:fs/promises';
import { messageOf } from '@app/platform';
import { UsageError } from '../usage-error.ts';

/** A whole file as text. `name` is the option or setting that names the file. Throws `UsageError`. */
export const readTextFile = async (name: string, file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${name}: ${file} cannot be read (${messageOf(cause)})`, { cause });
  }
};
