// @ts-check
// Checks the packages that run: their licences, the list of components (SBOM), and known vulnerabilities.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure-built.mjs';
import { licenceFaults, missingComponents } from './packages-that-run.mjs';

/** @param {string} program @param {readonly string[]} args */
const said = (program, args) => {
  const { stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error) throw error;
  return { stdout, stderr };
};

/** Null if the registry answers no audit, as some mirrors do. */
const vulnerabilities = () => {
  const { stdout } = said('npm', ['audit', '--omit=dev', '--json']);
  const counts = /** @type {{ metadata?: { vulnerabilities: Record<string, number> } }} */ (JSON.parse(stdout))
    .metadata;
  return counts?.vulnerabilities ?? null;
};

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const { stdout, stderr } = said('npm', ['run', '--silent', 'sbom']);
if (stdout === '') throw new Error(`The list of components could not be made.\n${stderr}`);
const faults = [...licenceFaults(packages), ...missingComponents(packages, JSON.parse(stdout))];
const found = vulnerabilities();
if (found === null)
  process.stderr.write('npm audit: the registry gives no answer, so vulnerabilities are not known.\n');
else if (found.high || found.critical) {
  faults.push(`npm audit --omit=dev: ${found.high} high and ${found.critical} critical vulnerabilities`);
}
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
