import { METRICS } from './metric-table.ts';

/** The reference of every metric, from the table that declares them. */
export const metricsMarkdown = (): string => {
  const rows = Object.values(METRICS).map(
    ({ name, kind, labels, help }) =>
      `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
  );
  return ['| metric | kind | labels | description |', '|---|---|---|---|', ...rows, ''].join('\n');
};
