import { fileVariable } from './given-text.ts';
import type { Setting } from './setting.ts';
import type { SettingsGroup, SettingsGroups } from './settings-group.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** A group as one app reads it. The defaults of another app can differ. */
type ReadBy = Readonly<{ app: string; group: SettingsGroup }>;

const defaultsOf = (key: string, readers: readonly ReadBy[]): string => {
  const fallbacks = readers.map(({ app, group }) => ({ app, shown: group.settings[key]?.default ?? null }));
  const [first] = fallbacks;
  const isShared = fallbacks.every(({ shown }) => shown === first?.shown);
  return fallbacks
    .slice(0, isShared ? 1 : undefined)
    .flatMap(({ app, shown }) => (shown === null ? [] : `\`${cell(shown)}\`${isShared ? '' : ` (${app})`}`))
    .join(', ');
};

const row = (key: string, setting: Setting<unknown>, readers: readonly ReadBy[]): string => {
  const named = fileVariable(setting);
  const description = `${setting.description}${named === null ? '' : ` Secret; \`${named}\` can name a file that holds it.`}`;
  const presence = setting.isRequired ? 'required' : defaultsOf(key, readers);
  return `| \`${setting.name}\` | ${cell(setting.kind.expected)} | ${presence} | ${cell(description)} |`;
};

const section = (group: SettingsGroup, readers: readonly ReadBy[]): string =>
  [
    `## ${group.title}`,
    '',
    `Read by: ${readers.map(({ app }) => app).join(', ')}.`,
    '',
    '| variable | value | default | description |',
    '|---|---|---|---|',
    ...Object.entries(group.settings).map(([key, setting]) => row(key, setting, readers)),
  ].join('\n');

/** The reference of every setting, a table for each group, with the apps that read it. */
export const settingsMarkdown = (groupsByApp: Readonly<Record<string, SettingsGroups>>): string => {
  const readersByTitle = new Map<string, readonly ReadBy[]>();
  for (const [app, groups] of Object.entries(groupsByApp)) {
    for (const group of Object.values(groups))
      readersByTitle.set(group.title, [...(readersByTitle.get(group.title) ?? []), { app, group }]);
  }
  const sections = [...readersByTitle.values()].flatMap((readers) =>
    readers[0] === undefined ? [] : section(readers[0].group, readers),
  );
  return `${sections.join('\n\n')}\n`;
};
