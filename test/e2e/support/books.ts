import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emptyDatabase } from '../../services/postgres.ts';
import { composeService, entryPoint, root } from './compose.ts';
import type { JsonObject } from './published.ts';
import type { Stage } from './stage.ts';

const run = promisify(execFile);

/** The reports of an undisturbed run over the same events. */
export type Replayed = Readonly<{
  snapshots: readonly JsonObject[];
  contracts: readonly JsonObject[];
  refused: readonly Readonly<{ line: number; code: string; message: string }>[];
}>;

const lines = async <T>(file: string): Promise<readonly T[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line): T => JSON.parse(line));

/** The day in the time zone of the policy, which is UTC in these suites. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Runs `acv replay` over a file as of today, under the policy and rates of docker-compose.yml. */
export const replayed = async (stage: Stage, input: string): Promise<Replayed> => {
  const { environment } = composeService('migrate');
  const folder = await mkdtemp(join(tmpdir(), 'acv-e2e-'));
  const database = await emptyDatabase(stage.postgres);
  const out = (name: string): string => join(folder, name);
  try {
    await run(
      process.execPath,
      [
        ...[entryPoint, 'replay', '--input', input, '--as-of', today(), '--database-url', database.url],
        ...['--policy', environment['POLICY_FILE'] ?? '', '--fx', environment['FX_RATES_FILE'] ?? ''],
        ...['--out', out('snapshots'), '--contracts', out('contracts'), '--refused', out('refused')],
      ],
      { cwd: root, maxBuffer: 1 << 26 },
    );
    return {
      snapshots: await lines(out('snapshots')),
      contracts: await lines(out('contracts')),
      refused: await lines(out('refused')),
    };
  } finally {
    await database.drop();
    await rm(folder, { recursive: true });
  }
};

/** Fields in which two ways to the same books may differ (definitions, section 9). */
const NOT_COMPARED = ['status', 'revision', 'reason', 'snapshot_id', 'measured_on', 'as_of', 'emitted_at'];

/** Fields that are no figures. */
const NAMES = [
  ...['grain', 'period', 'period_start', 'period_end', 'dimension', 'segment', 'policy_id', 'calc_version'],
  ...['reporting_currency', 'missing_fx'],
  // An empty segment has a reason for having no trend.
  'trend_null_reason',
];

const isZero = (figure: unknown): boolean =>
  figure === null ||
  figure === 0 ||
  figure === '0' ||
  (Array.isArray(figure) && figure.length === 0) ||
  (typeof figure === 'string' && /^-?0(\.0+)?$/.test(figure));

const figures = (snapshot: JsonObject): readonly (readonly [string, unknown])[] =>
  Object.entries(snapshot).filter(([name]) => !NAMES.includes(name) && !NOT_COMPARED.includes(name));

/** Snapshots by key, in a form that is equal for equal books; a segment of zeros equals an absent one. */
export const comparable = (snapshots: readonly JsonObject[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    snapshots
      .filter((snapshot) => !figures(snapshot).every(([, figure]) => isZero(figure)))
      .map((snapshot) => {
        const { grain, period, dimension, segment } = snapshot;
        const compared = Object.entries(snapshot).filter(([name]) => !NOT_COMPARED.includes(name));
        const key = JSON.stringify([grain, period, dimension, segment]);
        return [key, JSON.stringify(Object.fromEntries(compared))] as const;
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Status, revision and reason of snapshots by key, which a first load gives whichever way it comes. */
export const revisionsOf = (snapshots: readonly JsonObject[]): readonly string[] =>
  snapshots
    .map(({ grain, period, dimension, segment, status, revision, reason }) =>
      JSON.stringify({ grain, period, dimension, segment, status, revision, reason }),
    )
    .toSorted();

const MEASURES = [
  ...['creation_missing', 'arr', 'gross_arr', 'acv', 'contracted_acv', 'contract_value', 'one_time', 'tcv'],
  'expected_usage',
];

/** The measures of contracts on a day, by id. The records of the topic and the lines of a replay both fit. */
export const comparableContracts = (contracts: readonly JsonObject[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    contracts
      .map(
        (contract) =>
          [String(contract['contract_id']), JSON.stringify(MEASURES.map((name) => [name, contract[name]]))] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
