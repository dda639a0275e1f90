import { CannotCheckError, type DoctorCheck } from '@app/processing';
import { type Database, type Querying, querying } from '../database/database.ts';
import { SESSION_SETTINGS } from '../database/session-options.ts';
import { roleFindings } from './role-findings.ts';
import { migrationFindings, relationFindings, structureFindings } from './schema-findings.ts';
import {
  clockFindings,
  type Connections,
  connectionFindings,
  type RoleSetting,
  roleSettingFindings,
  serverFindings,
} from './server-findings.ts';
import { CLOCK, CONNECTIONS, EMBEDDED, ROLE_SETTINGS, SETTINGS } from './server.sql.ts';
import { preparedFindings, sessionFindings } from './session-findings.ts';
import { databaseFindings, deadRowFindings, slotFindings, spaceFindings } from './space-findings.ts';

const settingsOfServer = async ({ query }: Querying): ReturnType<DoctorCheck['find']> => {
  const [own] = await query<{ embedded: string | null }>(EMBEDDED);
  const rows = await query<{ name: string; setting: string }>(SETTINGS);
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  const { server_version_num: version = '' } = settings;
  return serverFindings(own?.embedded ? { server_version_num: version } : settings);
};

const connections = async ({ query }: Querying): ReturnType<DoctorCheck['find']> => {
  const [row] = await query<Connections>(CONNECTIONS);
  return row === undefined ? [] : connectionFindings(row);
};

const clock = async ({ query }: Querying, now: () => number): ReturnType<DoctorCheck['find']> => {
  const before = now();
  const [row] = await query<{ now: string }>(CLOCK);
  return clockFindings('Postgres', { before, there: Number(row?.now ?? before), after: now() });
};

/** Every table must be there, or the server refuses to speak about its privileges. */
const roles = async (store: Querying): ReturnType<DoctorCheck['find']> => {
  if (
    (await migrationFindings(store)).length > 0 ||
    (await relationFindings(store)).some(({ code }) => code === 'table_missing')
  )
    throw new CannotCheckError('the schema is not that of this program');
  return roleFindings(store);
};

const structure = async (store: Querying): ReturnType<DoctorCheck['find']> => {
  if ((await migrationFindings(store)).length > 0) throw new CannotCheckError('the schema is not that of this program');
  return [...(await relationFindings(store)), ...(await structureFindings(store))];
};

export type PostgresCheckTerms = Readonly<{
  /** The folder of the data, if they are on this machine. */
  folder: string | null;
  /** Milliseconds since 1970. */
  now: () => number;
}>;

/** What a doctor asks of the server and of the schema, whether or not there are books. It only reads. */
export const postgresChecks = (database: Database, { folder, now }: PostgresCheckTerms): readonly DoctorCheck[] => {
  const store = querying(database);
  const check = (name: string, find: DoctorCheck['find']): DoctorCheck => ({ area: 'postgres', name, find });
  return [
    check('version and settings of the server', () => settingsOfServer(store)),
    check('connections', () => connections(store)),
    check('settings of roles and database', async () =>
      roleSettingFindings(await store.query<RoleSetting>(ROLE_SETTINGS), SESSION_SETTINGS),
    ),
    check('state of the database', () => databaseFindings(store)),
    check('migrations', () => migrationFindings(store)),
    check('tables, indexes and constraints', () => structure(store)),
    check('roles and privileges', () => roles(store)),
    check('dead rows', () => deadRowFindings(store)),
    check('replication slots', () => slotFindings(store)),
    check('disk', () => spaceFindings(folder)),
    check('prepared transactions', () => preparedFindings(store)),
    check('transactions and locks of others', () => sessionFindings(store)),
    { area: 'clock', name: 'clock of Postgres', find: () => clock(store, now) },
  ];
};
