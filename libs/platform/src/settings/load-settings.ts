import type { Read } from './kind.ts';
import { secretsIn } from './secrets-in.ts';
import type { Setting } from './setting.ts';
import type { Settings, SettingsGroup, SettingsGroups } from './settings-group.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type LoadedSettings<G extends SettingsGroups> =
  | Readonly<{
      isValid: true;
      settings: Settings<G>;
      /** Texts that must not be logged: the given secrets and the passwords inside them. */
      secrets: readonly string[];
    }>
  | Readonly<{ isValid: false; faults: readonly string[] }>;

type Outcome = Read<unknown> | Readonly<{ fault: string }>;

/** An empty variable counts as absent, because deployments cannot always leave a variable out. */
const given = ({ name }: Setting<unknown>, environment: Environment): string | null =>
  environment[name]?.trim() || null;

const readSetting = (setting: Setting<unknown>, environment: Environment): Outcome => {
  const text = given(setting, environment);
  if (text === null)
    return setting.absent() ?? { fault: `${setting.name} is missing: expected ${setting.kind.expected}` };
  const shown = setting.isSecret ? 'not usable (its value is not shown)' : JSON.stringify(text);
  return setting.kind.read(text) ?? { fault: `${setting.name} is ${shown}: expected ${setting.kind.expected}` };
};

const readGroup = ({ settings, faultsOf }: SettingsGroup, environment: Environment) => {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    const outcome = readSetting(setting, environment);
    if ('fault' in outcome) faults.push(outcome.fault);
    else values[key] = outcome.value;
  }
  // Rules between settings are checked only if every value is valid by itself.
  return { values: Object.freeze(values), faults: faults.length === 0 ? (faultsOf?.(values) ?? []) : faults };
};

/** Reads every group from the environment. Reports all faults at once, one line each. */
export const loadSettings = <const G extends SettingsGroups>(
  groups: G,
  environment: Environment,
): LoadedSettings<G> => {
  const read = Object.entries(groups).map(([key, group]) => ({ key, ...readGroup(group, environment) }));
  const faults = read.flatMap((group) => group.faults);
  if (faults.length > 0) return { isValid: false, faults };
  const settings = Object.freeze(Object.fromEntries(read.map(({ key, values }) => [key, values])));
  const secrets = Object.values(groups).flatMap((group) =>
    Object.values(group.settings).flatMap((setting) => (setting.isSecret ? (given(setting, environment) ?? []) : [])),
  );
  // The table was walked key by key, so the values have the types that the table declares.
  return { isValid: true, settings: settings as Settings<G>, secrets: secretsIn(secrets) };
};
