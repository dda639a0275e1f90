import type { Policy } from '@app/domain';
import { messageOf } from '@app/platform';
import { isPolicyFault, readPolicy } from '@app/wire';
import { UsageError } from '../usage-error.ts';
import { readTextFile } from './text-file.ts';

/** The policy in a JSON file. `name` is the option or setting that names the file. Throws `UsageError`. */
export const readPolicyFile = async (name: string, file: string): Promise<Policy> => {
  const text = await readTextFile(name, file);
  const read = readPolicy(parsed(text, `${name}: ${file}`));
  if (isPolicyFault(read)) throw new UsageError(`${name}: ${read.message}`);
  return read;
};

const parsed = (text: string, subject: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${subject} is not JSON (${messageOf(cause)})`, { cause });
  }
};
