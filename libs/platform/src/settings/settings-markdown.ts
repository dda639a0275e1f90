import type { Setting } from './setting.ts';
import type { SettingsGroup, SettingsGroups } from './settings-group.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const presence = ({ isRequired, default: fallback }: Setting<unknown>): string => {
  if (isRequired) return 'required';
  return fallback === null ? '' : `\`${cell(fallback)}\``;
};

const row = (setting: Setting<unknown>): string => {
  const description = `${setting.description}${setting.isSecret ? ' Secret.' : ''}`;
  return `| \`${setting.name}\` | ${cell(setting.kind.expected)} | ${presence(setting)} | ${cell(description)} |`;
};

const section = (group: SettingsGroup, apps: readonly string[]): string =>
  [
    `## ${group.title}`,
    '',
    `Read by: ${apps.join(', ')}.`,
    '',
    '| variable | value | default | description |',
    '|---|---|---|---|',
    ...Object.values(group.settings).map(row),
  ].join('\n');

/** The reference of every setting, a table for each group, with the apps that read it. */
export const settingsMarkdown = (groupsByApp: Readonly<Record<string, SettingsGroups>>): string => {
  const appsByGroup = new Map<SettingsGroup, readonly string[]>();
  for (const [app, groups] of Object.entries(groupsByApp)) {
    for (const group of Object.values(groups)) appsByGroup.set(group, [...(appsByGroup.get(group) ?? []), app]);
  }
  return `${[...appsByGroup].map(([group, apps]) => section(group, apps)).join('\n\n')}\n`;
};
