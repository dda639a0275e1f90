import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type LoadPlan, MAIN_LOAD } from './load-plan.ts';
import { ratesCsv } from './rates.ts';
import { writeLoad } from './write-file.ts';

const USAGE = `npx node bench/load/generate.ts --out events.jsonl [--rates rates.csv] [--plan '{"events":100000,"contracts":10000}']

Writes a load; the same plan gives the same load. The fields of a plan, with their defaults:
${JSON.stringify(MAIN_LOAD, null, 2)}
`;

const { out, rates, plan } = parseArgs({
  options: { out: { type: 'string' }, rates: { type: 'string' }, plan: { type: 'string', default: '{}' } },
}).values;

if (out === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const asked: Partial<LoadPlan> = JSON.parse(plan);
  const written = await writeLoad({ ...MAIN_LOAD, ...asked }, out);
  if (rates !== undefined) await writeFile(rates, ratesCsv(2020, 2030));
  process.stdout.write(`${JSON.stringify(written)}\n`);
}
