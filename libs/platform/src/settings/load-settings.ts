import { type Environment, type GivenText, givenText } from './given-text.ts';
import type { Read } from './kind.ts';
import { secretsIn } from './secrets-in.ts';
import type { Setting } from './setting.ts';
import type { Settings, SettingsGroup, SettingsGroups } from './settings-group.ts';

export type LoadedSettings<G extends SettingsGroups> =
  | Readonly<{
      isValid: true;
      settings: Settings<G>;
      /** Texts that must not be logged: the given secrets and the passwords inside them. */
      secrets: readonly string[];
    }>
  | Readonly<{ isValid: false; faults: readonly string[] }>;

type Outcome = Read<unknown> | Readonly<{ fault: string }>;

const readSetting = (setting: Setting<unknown>, given: GivenText): Outcome => {
  if ('fault' in given) return given;
  const { text } = given;
  if (text === null)
    return setting.absent() ?? { fault: `${setting.name} is missing: expected ${setting.kind.expected}` };
  const shown = setting.isSecret ? 'not usable (its value is not shown)' : JSON.stringify(text);
  return setting.kind.read(text) ?? { fault: `${setting.name} is ${shown}: expected ${setting.kind.expected}` };
};

/** What must not be logged: each of several secrets by itself, as it would appear. */
const secretTexts = ({ kind, isSecret }: Setting<unknown>, given: GivenText): readonly string[] => {
  if (!isSecret || 'fault' in given || given.text === null) return [];
  return kind.name === 'secrets' ? given.text.split(/\s+/) : [given.text];
};

const readGroup = ({ settings, faultsOf }: SettingsGroup, environment: Environment) => {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  const secrets: string[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    const given = givenText(setting, environment);
    secrets.push(...secretTexts(setting, given));
    const outcome = readSetting(setting, given);
    if ('fault' in outcome) faults.push(outcome.fault);
    else values[key] = outcome.value;
  }
  // Rules between settings are checked only if every value is valid by itself.
  return { values: Object.freeze(values), secrets, faults: faults.length === 0 ? (faultsOf?.(values) ?? []) : faults };
};

/** Reads every group from the environment, and secrets also from files. Reports all faults at once, one line each. */
export const loadSettings = <const G extends SettingsGroups>(
  groups: G,
  environment: Environment,
): LoadedSettings<G> => {
  const read = Object.entries(groups).map(([key, group]) => ({ key, ...readGroup(group, environment) }));
  const faults = read.flatMap((group) => group.faults);
  if (faults.length > 0) return { isValid: false, faults };
  const settings = Object.freeze(Object.fromEntries(read.map(({ key, values }) => [key, values])));
  // The table was walked key by key, so the values have the types that the table declares.
  return {
    isValid: true,
    settings: settings as Settings<G>,
    secrets: secretsIn(read.flatMap((group) => group.secrets)),
  };
};
