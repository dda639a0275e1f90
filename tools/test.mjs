// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './ensure-built.mjs';

/**
 * `names` are those of the failed tests.
 *
 * @typedef {Readonly<{ passed: number, failed: number, names?: readonly string[] }>} Counts
 */

const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

/** Each check counts as one test. */
const checks = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  knip: ['node_modules/knip/bin/knip.js'],
  types: ['node_modules/typescript/bin/tsc'],
  components: ['tools/components.mjs'],
  'page types': ['node_modules/typescript/bin/tsc', '--project', 'apps/dashboard'],
};

/** Every benchmark at a small size: each must work and find the right books. Speed is not checked here. */
const SMALL_BENCH = ['--disable-warning=ExperimentalWarning', 'bench/start.mjs', 'bench/main.ts', '--quick'];

/** The levels of tests, cheapest first: the projects of jest.config.mjs. */
const levels = ['unit', 'laws', 'conformance', 'int', 'e2e', 'faults'];

/** Of the faults only the suite that is quick. `npm run test:faults` runs all of them. */
const QUICK_FAULTS = ['--testPathPatterns', 'test/faults/quick'];

/** @param {readonly string[]} args @returns {Promise<boolean>} */
const succeeds = async (args) => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  return code === 0;
};

/** @param {readonly string[]} args @returns {Promise<Counts>} */
const checked = async (args) => ((await succeeds(args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/**
 * The name of each failed test, behind its file; the file alone if it could not be loaded.
 *
 * @typedef {Readonly<{ name: string, status: string, assertionResults: readonly Assertion[] }>} FileResult
 * @typedef {Readonly<{ status: string, fullName: string }>} Assertion
 * @param {readonly FileResult[]} files
 * @returns {readonly string[]}
 */
const failedNames = (files) =>
  files
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const file = relative(root, name);
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      return failed.length === 0 ? [file] : failed.map(({ fullName }) => `${file}: ${fullName}`);
    });

/**
 * Runs the tests of a level. A file that can't be loaded counts as one failed test, and so does a runner that fails for
 * any other reason.
 *
 * @param {string} level
 * @returns {Promise<Counts>}
 */
const tested = async (level) => {
  const folder = mkdtempSync(join(tmpdir(), 'acv-test-'));
  const outcome = join(folder, 'outcome.json');
  try {
    const isFine = await succeeds([
      ...JEST,
      '--selectProjects',
      level,
      ...(level === 'faults' ? QUICK_FAULTS : []),
      '--json',
      '--outputFile',
      outcome,
    ]);
    const results = JSON.parse(readFileSync(outcome, 'utf8'));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    return {
      passed: results.numPassedTests,
      failed: isFine ? failed : Math.max(failed, 1),
      names: failedNames(results.testResults),
    };
  } catch (error) {
    process.stderr.write(`${level}: the runner left no results (${error instanceof Error ? error.message : error})\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * @param {string} name
 * @param {() => Promise<Counts>} run
 */
const step = async (name, run) => {
  const began = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const counts = await run();
  return { name, ...counts, seconds: Math.round((Date.now() - began) / 1000) };
};

/** @type {Awaited<ReturnType<typeof step>>[]} */
const steps = [];
for (const [name, args] of Object.entries(checks)) steps.push(await step(name, () => checked(args)));
for (const level of levels) steps.push(await step(level, () => tested(level)));
steps.push(await step('bench', () => checked(SMALL_BENCH)));

process.stdout.write('\n');
for (const { name, passed, failed, seconds, names = [] } of steps) {
  process.stdout.write(`${name.padEnd(12)}  ${passed} passed, ${failed} failed, ${seconds} s\n`);
  for (const test of names) process.stdout.write(`  failed: ${test}\n`);
}
const sum = (/** @type {'passed' | 'failed'} */ what) => steps.reduce((total, counts) => total + counts[what], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
