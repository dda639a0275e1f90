import { fileVariable } from './given-text.ts';
import type { Setting } from './setting.ts';
import type { SettingsGroups } from './settings-group.ts';

const presence = ({ isRequired, default: fallback }: Setting<unknown>): string => {
  if (isRequired) return 'required';
  return fallback === null ? 'optional' : `default ${fallback}`;
};

const fromFile = (setting: Setting<unknown>): string => {
  const named = fileVariable(setting);
  return named === null ? '' : `; ${named} names a file that holds it`;
};

const entry = (setting: Setting<unknown>): string =>
  `  ${setting.name} (${presence(setting)})\n      ${setting.description}\n      ${setting.kind.expected}${fromFile(setting)}`;

/** The text of `--help`: every setting of the app, from the tables that read them. */
export const settingsHelp = (app: string, groups: SettingsGroups): string => {
  const sections = Object.values(groups).map(
    ({ title, settings }) => `${title}\n${Object.values(settings).map(entry).join('\n')}`,
  );
  return `${app} is configured by its environment. An empty variable counts as absent.\n\n${sections.join('\n\n')}\n`;
};
