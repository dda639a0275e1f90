// Breaks one rule about customers after the other and says which random book shows it: `npm run test:mutants`. Fails where
// one goes unnoticed. About half a minute a rule on two cores; `MUTANTS=3,17` tries these alone.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres, stopServices } from '../setup/services.mjs';
import { MUTANTS } from './mutants.mjs';

const run = promisify(execFile);
const BOOKS = 200;
const AT_ONCE = 2;

const one = async (number) => {
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'one.mjs'), number, BOOKS];
  const { stdout } = await run(process.execPath, args.map(String));
  return stdout.trim();
};

const numbers = process.env.MUTANTS?.split(',').map(Number) ?? MUTANTS.map((_, number) => number);
const survivors = [];
const queue = [...numbers];

const work = async () => {
  for (let number = queue.shift(); number !== undefined; number = queue.shift()) {
    const [wrong = ''] = MUTANTS[number] ?? [];
    const found = await one(number);
    if (found === '') survivors.push(wrong);
    process.stdout.write(`${String(number).padStart(3)}  ${wrong}: ${found === '' ? 'UNNOTICED' : found}\n`);
  }
};

await startPostgres();
try {
  await Promise.all(Array.from({ length: AT_ONCE }, work));
} finally {
  await stopServices();
}
process.stdout.write(`${numbers.length - survivors.length} of ${numbers.length} wrong rules were noticed\n`);
process.exitCode = survivors.length === 0 ? 0 : 1;
