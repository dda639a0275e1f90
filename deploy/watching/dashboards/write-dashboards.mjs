// Writes the dashboards anew: `node --disable-warning=ExperimentalWarning deploy/watching/dashboards/write-dashboards.mjs`.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { dashboardOf } from './grafana.ts';
import { BOARDS } from './panels.ts';

for (const board of BOARDS) {
  const file = new URL(`${board.uid}.json`, import.meta.url);
  const options = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(dashboardOf(board)), { ...options, filepath: file.pathname }));
}
