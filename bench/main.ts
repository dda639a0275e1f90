import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Asked, argumentsOf, USAGE } from './arguments.ts';
import { goalRows } from './report/goals.ts';
import { machineOf } from './report/machine.ts';
import { benchmarksPage } from './report/page.ts';
import { keepResults, resultsOf, type SuiteResult } from './report/results.ts';
import { textTable } from './report/text-table.ts';
import { openWorld, type World } from './services/world.ts';
import { suites } from './suites/suites.ts';
import { built } from '../test/e2e/support/built.ts';

const DOCS = join(import.meta.dirname, '../docs');

const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
};

const measured = async (world: World, name: string): Promise<SuiteResult> => {
  say(`== ${name}`);
  const startedAt = performance.now();
  const at = new Date().toISOString();
  const result = await suites[name]?.({ ...world, say: (text) => say(`${name}: ${text}`) });
  if (result === undefined) throw new Error(`There is no suite ${name}.`);
  const seconds = (performance.now() - startedAt) / 1000;
  return { size: world.size, at, seconds, machine: await machineOf(world), notes: [], ...result };
};

const show = (suite: SuiteResult): void => {
  for (const { title, rows } of suite.tables) process.stdout.write(`\n${title}\n\n${textTable(rows)}\n`);
  for (const note of suite.notes) process.stdout.write(`\n${note}\n`);
};

/** A quick run says nothing about speed, so it does not change the documentation. */
const keep = async (
  done: Readonly<Record<string, SuiteResult>>,
  json: string | null,
  isQuick: boolean,
): Promise<void> => {
  if (json !== null) await keepResults(json, done);
  if (isQuick) return;
  const all = await keepResults(join(DOCS, 'benchmarks.json'), done);
  await writeFile(join(DOCS, 'benchmarks.md'), benchmarksPage(all));
};

const run = async ({ only: names, size, json, keep: folder }: Asked): Promise<void> => {
  await built();
  const world = await openWorld(size, say, folder);
  const done: Record<string, SuiteResult> = {};
  try {
    for (const name of names) {
      const result = await measured(world, name);
      show(result);
      // Kept after each suite, so that a later failure does not lose earlier results.
      done[name] = result;
      await keep(done, json, size === 'quick');
    }
  } finally {
    await world.stop();
  }
  process.stdout.write(`\n${textTable(goalRows(resultsOf(done).ratios))}\n`);
};

const asked = argumentsOf(process.argv.slice(2), Object.keys(suites));
if (asked === null) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  await run(asked);
  say('done');
}
