import { type FieldGroup, SNAPSHOT_FIELDS } from '@app/domain';
import { metricsMarkdown, settingsMarkdown } from '@app/platform';
import { CONTRACT_RECORD_FIELDS, REPORTED_CONTRACT_FIELDS } from './contract-fields.ts';
import { findingsByArea } from './findings.ts';
import { SETTINGS_BY_APP } from './settings-by-app.ts';

const fieldsByGroup = (): string => {
  const rows = SNAPSHOT_FIELDS.map(({ title, fields }) => {
    const names = Object.keys(fields).map((field) => `\`${field}\``);
    return `| ${title} | ${names.join(', ')} |`;
  });
  return ['| group | fields |', '|---|---|', ...rows].join('\n');
};

const fieldsOfGroup = ({ title, about, fields }: FieldGroup): string =>
  [
    `### ${title}`,
    '',
    about,
    '',
    '| field | what it is |',
    '|---|---|',
    ...Object.entries(fields).map(([field, text]) => `| \`${field}\` | ${text} |`),
  ].join('\n');

const inFull = (groups: readonly FieldGroup[]): string => groups.map(fieldsOfGroup).join('\n\n');

/** The settings, one heading level below that of their section in the page. */
const settings = (): string => settingsMarkdown(SETTINGS_BY_APP).replaceAll(/^## /gm, '### ').trimEnd();

/** The sections that are generated from tables of the code, by page and name. */
export const SECTIONS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/reference/snapshot.md': { 'snapshot-fields': fieldsByGroup },
  'docs/definitions.md': { 'snapshot-fields': () => inFull(SNAPSHOT_FIELDS) },
  'docs/reference/contract.md': {
    'record-fields': () => inFull(CONTRACT_RECORD_FIELDS).replaceAll(/^### /gm, '### Record: '),
    'report-fields': () => inFull(REPORTED_CONTRACT_FIELDS).replaceAll(/^### /gm, '### Report: '),
  },
  'docs/reference/findings.md': { findings: findingsByArea },
  'docs/reference/settings.md': { settings },
  'docs/reference/metrics.md': { metrics: () => metricsMarkdown().trimEnd() },
};

const bounds = (name: string) => ({ begin: `<!-- written: ${name} -->`, end: `<!-- end of ${name} -->` });

/** The page with its generated sections written anew. Throws where it has no markers for a section. */
export const written = (page: string, sections: Readonly<Record<string, () => string>>): string =>
  Object.entries(sections).reduce((text, [name, section]) => {
    const { begin, end } = bounds(name);
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`the page has no markers for ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${section()}\n\n${text.slice(to)}`;
  }, page);
