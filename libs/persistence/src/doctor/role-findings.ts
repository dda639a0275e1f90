import { type DoctorFinding, finding, namesOf } from '@app/processing';
import { missingPrivileges } from '../database/grant-privileges.ts';
import type { Querying } from '../database/database.ts';
import { type Privilege, PRIVILEGES, RELATIONS, ROLES } from '../migrations/privileges.ts';
import { PRIVILEGES_HELD, ROLES_IN_EXCESS, ROLES_MISSING } from './schema.sql.ts';

const CHANGING = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'] as const;

type Held = Readonly<{ role: string; privilege: (typeof CHANGING)[number] | 'SELECT'; table: string }>;

const isListed = ({ role, privilege, table }: Held): boolean =>
  PRIVILEGES.some(
    (one) => one.role === role && one.privilege === privilege && one.table === table && !('column' in one),
  );

/** A role that can read a gate can lock it. */
const UNLISTED: readonly Held[] = [...ROLES]
  .flatMap((role) => RELATIONS.map((table) => ({ role, table })))
  .flatMap(({ role, table }) => [...CHANGING, 'SELECT' as const].map((privilege) => ({ role, privilege, table })))
  .filter((held) => !isListed(held));

const missingText = ({ privilege, table, column }: Privilege): string =>
  `${privilege} on ${table}${column === undefined ? '' : ` (${column})`}`;

const lacking = async (store: Querying): Promise<readonly DoctorFinding[]> => {
  const byRole = Map.groupBy(await missingPrivileges(store), ({ role }) => role);
  return [...byRole].map(([role, missing]) =>
    finding('privilege_missing', { object: role, what: `${role} lacks ${namesOf(missing.map(missingText))}` }),
  );
};

/** The fewest privileges that others need not know: a superuser holds all of them. */
const held = async (store: Querying): Promise<readonly DoctorFinding[]> => {
  const rows = await store.query<{ index: number }>(PRIVILEGES_HELD, [
    UNLISTED.map(({ role }) => role),
    UNLISTED.map(({ privilege }) => privilege),
    UNLISTED.map(({ table }) => table),
  ]);
  const byRole = Map.groupBy(
    rows.flatMap(({ index }) => UNLISTED[index] ?? []),
    ({ role }) => role,
  );
  return [...byRole].map(([role, all]) =>
    finding('privilege_in_excess', {
      object: role,
      what: `${role} has ${namesOf(all.map(({ privilege, table }) => `${privilege} on ${table}`))}`,
      command: [...Map.groupBy(all, ({ table }) => table)]
        .map(([table, of]) => `REVOKE ${of.map(({ privilege }) => privilege).join(', ')} ON ${table} FROM ${role};`)
        .join(' '),
    }),
  );
};

type RoleRow = Readonly<{
  role: string;
  isWriter: boolean;
  isSuper: boolean;
  isLockedOut: boolean;
  hasNoTables: boolean;
}>;

const memberships = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<RoleRow>(ROLES_IN_EXCESS)).flatMap(({ role, isWriter, isSuper, isLockedOut, hasNoTables }) => [
    ...(isWriter
      ? [
          finding('privilege_in_excess', {
            object: role,
            what: `${role} is a member of acv_writer`,
            command: `REVOKE acv_writer FROM ${role};`,
          }),
        ]
      : []),
    ...(isSuper
      ? [
          finding('privilege_in_excess', {
            object: role,
            what: `${role} is a superuser`,
            command: `ALTER ROLE ${role} NOSUPERUSER;`,
          }),
        ]
      : []),
    ...(isLockedOut ? [finding('privilege_missing', { object: role, what: `${role} lacks USAGE on the schema` })] : []),
    ...(hasNoTables
      ? [finding('privilege_missing', { object: role, what: `${role} lacks TEMPORARY on the database` })]
      : []),
  ]);

/** Roles that are missing, lack a privilege, or have one that they must not have. Every table must be there. */
export const roleFindings = async (store: Querying): Promise<readonly DoctorFinding[]> => {
  const missing = await store.query<{ role: string }>(ROLES_MISSING, [ROLES]);
  if (missing.length > 0)
    return missing.map(({ role }) => finding('role_missing', { object: role, what: `the role ${role} is missing` }));
  return [...(await lacking(store)), ...(await memberships(store)), ...(await held(store))];
};
