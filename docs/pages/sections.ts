import { metricsMarkdown, settingsMarkdown } from '@app/platform';
import { computedFields } from './computed-fields.ts';
import { SETTINGS_BY_APP } from './settings-by-app.ts';
import { type FieldGroup, SNAPSHOT_FIELDS } from './snapshot-fields.ts';

const names = (fields: readonly string[]): string => fields.map((field) => `\`${field}\``).join(', ');

const groupRow =
  (computed: ReadonlySet<string>) =>
  ({ title, fields }: FieldGroup): string => {
    const own = Object.keys(fields);
    const [there, missing] = [own.filter((field) => computed.has(field)), own.filter((field) => !computed.has(field))];
    return `| ${title} | ${names(there) || '–'} | ${names(missing) || '–'} |`;
  };

/** Which fields a snapshot has today, and which the schema only names so far. */
const fieldsByGroup = (): string =>
  [
    '| group | fields | named in the schema, not computed yet |',
    '|---|---|---|',
    ...SNAPSHOT_FIELDS.map(groupRow(new Set(computedFields()))),
  ].join('\n');

const fieldRows =
  (computed: ReadonlySet<string>) =>
  ({ title, about, fields }: FieldGroup): string =>
    [
      `### ${title}`,
      '',
      about,
      '',
      '| field | what it is |',
      '|---|---|',
      ...Object.entries(fields).map(
        ([field, text]) => `| \`${field}\` | ${text}${computed.has(field) ? '' : ' *Not computed yet.*'} |`,
      ),
    ].join('\n');

const fieldsInFull = (): string => SNAPSHOT_FIELDS.map(fieldRows(new Set(computedFields()))).join('\n\n');

/** Of the pages that hold them; one level below the heading that they stand under. */
const settings = (): string => settingsMarkdown(SETTINGS_BY_APP).replaceAll(/^## /gm, '### ').trimEnd();

/** The sections that are written by the code they describe, by the page that holds them and their name there. */
export const SECTIONS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { 'snapshot-fields': fieldsByGroup },
  'docs/definitions.md': { 'snapshot-fields': fieldsInFull },
  'docs/operations.md': { settings, metrics: () => metricsMarkdown().trimEnd() },
};

const bounds = (name: string) => ({ begin: `<!-- written: ${name} -->`, end: `<!-- end of ${name} -->` });

/** The page with its written sections as the code has them now. Throws where a section has no place in it. */
export const written = (page: string, sections: Readonly<Record<string, () => string>>): string =>
  Object.entries(sections).reduce((text, [name, section]) => {
    const { begin, end } = bounds(name);
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`the page has no place for ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${section()}\n\n${text.slice(to)}`;
  }, page);
