import { readFileSync } from 'node:fs';
import { messageOf } from '../errors/thrown.ts';
import type { Setting } from './setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a setting; null if it is absent. A fault says why it cannot be read. */
export type GivenText = Readonly<{ text: string | null } | { fault: string }>;

/** The variable that names a file with the secret. Null: the setting is no secret. */
export const fileVariable = ({ name, isSecret }: Pick<Setting<unknown>, 'name' | 'isSecret'>): string | null =>
  isSecret ? `${name}_FILE` : null;

/** An empty variable counts as absent, because deployments cannot always leave a variable out. */
const variable = (name: string, environment: Environment): string | null => environment[name]?.trim() || null;

/** The text of a setting, for a secret also from the file that its `_FILE` variable names, as orchestrators mount it. */
export const givenText = (setting: Setting<unknown>, environment: Environment): GivenText => {
  const text = variable(setting.name, environment);
  const named = fileVariable(setting);
  const file = named === null ? null : variable(named, environment);
  if (file === null) return { text };
  if (text !== null) return { fault: `${setting.name} and ${named} are both given: expected one of them` };
  try {
    return { text: readFileSync(file, 'utf8').trim() || null };
  } catch (error) {
    return { fault: `${named}: ${file} cannot be read (${messageOf(error)})` };
  }
};
