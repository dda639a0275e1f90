import { type Adapter, isAdapterFault, readAdapter } from '@app/wire';
import { messageOf } from '@app/platform';
import { UsageError } from '../usage-error.ts';
import { readTextFile } from './text-file.ts';

/** The adapter in a JSON file. `name` is the option or setting that names the file. Throws `UsageError`. */
export const readAdapterFile = async (name: string, file: string): Promise<Adapter> => {
  const read = readAdapter(parsed(await readTextFile(name, file), `${name}: ${file}`));
  if (isAdapterFault(read)) throw new UsageError(`${name}: ${read.message}`);
  return read;
};

const parsed = (text: string, subject: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${subject} is not JSON (${messageOf(cause)})`, { cause });
  }
};
