import { statfs } from 'node:fs/promises';
import { type DoctorFinding, CannotCheckError, finding } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { RELATIONS } from '../migrations/privileges.ts';
import { DATABASE_STATE, SLOTS, TABLES_WITH_DEAD_ROWS, TABLES_WITHOUT_VACUUM } from './server.sql.ts';
import { diskFindings } from './server-findings.ts';

/** Half of the transactions after which the server takes no more. */
const OLD_TRANSACTIONS = 1_000_000_000;

type StateRow = Readonly<{ encoding: string; age: number; failures: number }>;
type DeadRow = Readonly<{ name: string; live: number; dead: number; vacuumed: Date | null }>;

/** What the database as a whole suffers from. */
export const databaseFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> => {
  const [state] = await query<StateRow>(DATABASE_STATE);
  if (state === undefined) return [];
  const { encoding, age, failures } = state;
  return [
    ...(encoding === 'UTF8' ? [] : [finding('encoding_not_utf8', { what: `the encoding is ${encoding}` })]),
    ...(age > OLD_TRANSACTIONS
      ? [finding('wraparound_near', { what: `the oldest rows are ${age} transactions old` })]
      : []),
    ...(failures > 0 ? [finding('data_corrupt', { what: `${failures} pages did not fit their checksum` })] : []),
  ];
};

/** Tables in which dead rows gather. */
export const deadRowFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> => {
  const dead = await query<DeadRow>(TABLES_WITH_DEAD_ROWS, [RELATIONS]);
  const without = await query<{ name: string }>(TABLES_WITHOUT_VACUUM, [RELATIONS]);
  return [
    ...dead.map(({ name, live, dead: rows, vacuumed }) =>
      finding('dead_rows', {
        object: name,
        what: `${name} has ${rows} dead rows beside ${live}, ${vacuumed === null ? 'and was never vacuumed' : `last vacuumed ${vacuumed.toISOString()}`}`,
        command: `VACUUM (ANALYZE) ${name};`,
      }),
    ),
    ...without.map(({ name }) =>
      finding('autovacuum_off', {
        object: name,
        what: `autovacuum is off for ${name}`,
        command: `ALTER TABLE ${name} RESET (autovacuum_enabled);`,
      }),
    ),
  ];
};

type SlotRow = Readonly<{ name: string; active: boolean; status: string | null; bytes: number | null }>;

/** Replication slots that keep the log of the server, until its disk is full. */
export const slotFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<SlotRow>(SLOTS)).map(({ name, active, status, bytes }) =>
    finding('slot_retains_wal', {
      object: name,
      what: `the slot ${name} ${active ? 'is read' : 'is not read'} and keeps ${Math.round((bytes ?? 0) / 1_048_576)} MiB (${status ?? 'unknown'})`,
      command: `SELECT pg_drop_replication_slot('${name}');`,
    }),
  );

/** The disk below a folder of this machine; null if the data are on another one, which only its own tools can tell. */
export const spaceFindings = async (folder: string | null): Promise<readonly DoctorFinding[]> => {
  if (folder === null) throw new CannotCheckError('the server does not tell how full its disk is: look there');
  const { bavail, blocks, bsize } = await statfs(folder);
  return diskFindings(folder, { freeBytes: bavail * bsize, totalBytes: blocks * bsize });
};
