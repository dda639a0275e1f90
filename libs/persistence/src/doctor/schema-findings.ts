import { type DoctorFinding, finding } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { missingMigrations, NewerSchemaError } from '../database/missing-migrations.ts';
import { saidOf, unmoved } from '../moving/move-former.ts';
import { RELATIONS } from '../migrations/privileges.ts';
import { CONSTRAINTS, FUNCTIONS, INDEXES } from '../migrations/structure.ts';
import {
  CONSTRAINTS_OF_STORE,
  FUNCTIONS_OF_STORE,
  INDEXES_OF_STORE,
  LEDGER_TRIGGER,
  RELATIONS as RELATIONS_OF_STORE,
} from './schema.sql.ts';

/** Whether the schema is that of this program. If not, nothing else of the books can be read. */
export const migrationFindings = async (store: Querying): Promise<readonly DoctorFinding[]> => {
  try {
    const missing = await missingMigrations(store);
    const [relation] = await store.query<{ isThere: boolean }>(`SELECT to_regclass('store') IS NOT NULL AS "isThere"`);
    if (missing.length > 0 && relation?.isThere !== true)
      return [finding('no_store', { what: 'this schema has no table store' })];
    const former = missing.length === 0 ? await unmoved(store) : [];
    return [
      ...missing.map((name) => finding('migration_missing', { object: name, what: `${name} was not applied` })),
      ...former.map((rows) => finding('migration_missing', { object: rows.table, what: saidOf(rows) })),
    ];
  } catch (error) {
    if (!(error instanceof NewerSchemaError)) throw error;
    return error.unknown.map((name) =>
      finding('schema_newer', { object: name, what: `this program does not know the migration ${name}` }),
    );
  }
};

type RelationRow = Readonly<{
  name: string;
  isUnlogged: boolean;
  hidesRows: boolean;
  triggers: readonly string[];
  rules: readonly string[];
}>;

const ofRelation = ({ name, isUnlogged, hidesRows, triggers, rules }: RelationRow): readonly DoctorFinding[] => [
  ...(isUnlogged
    ? [
        finding('table_unlogged', {
          object: name,
          what: `${name} is unlogged: a crash empties it`,
          command: `ALTER TABLE ${name} SET LOGGED;`,
        }),
      ]
    : []),
  ...(hidesRows
    ? [
        finding('table_altered', {
          object: name,
          what: `${name} has row security, which hides rows`,
          command: `ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY;`,
        }),
      ]
    : []),
  ...triggers.map((trigger) =>
    finding('table_altered', {
      object: name,
      what: `${name} has the trigger ${trigger} of others`,
      command: `DROP TRIGGER "${trigger}" ON ${name};`,
    }),
  ),
  ...rules.map((rule) =>
    finding('table_altered', {
      object: name,
      what: `${name} has the rule ${rule} of others`,
      command: `DROP RULE "${rule}" ON ${name};`,
    }),
  ),
];

/** Tables and views that are missing, or to which others have added something. */
export const relationFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> => {
  const rows = await query<RelationRow>(RELATIONS_OF_STORE);
  const there = new Set(rows.map(({ name }) => name));
  const missing = RELATIONS.filter((name) => !there.has(name));
  return [
    ...missing.map((name) => finding('table_missing', { object: name, what: `${name} is missing` })),
    ...rows.filter(({ name }) => RELATIONS.includes(name)).flatMap(ofRelation),
  ];
};

type NamedRow = Readonly<{ name: string; isValid: boolean }>;

/** Those of the expected names that are missing or not valid, with what to do about either. */
const absent = (
  code: 'index_missing' | 'constraint_missing',
  expected: Readonly<Record<string, string>>,
  rows: readonly NamedRow[],
): readonly DoctorFinding[] => {
  const valid = new Map(rows.map(({ name, isValid }) => [name, isValid]));
  const mended = (name: string, statement: string): string => {
    if (valid.get(name) === undefined) return `${statement};`;
    return code === 'index_missing'
      ? `REINDEX INDEX ${name};`
      : `ALTER TABLE ${/ALTER TABLE (\S+)/.exec(statement)?.[1]} VALIDATE CONSTRAINT ${name};`;
  };
  return Object.entries(expected)
    .filter(([name]) => valid.get(name) !== true)
    .map(([name, statement]) =>
      finding(code, {
        object: name,
        what: `${name} is ${valid.get(name) === undefined ? 'missing' : 'invalid'}`,
        command: mended(name, statement),
      }),
    );
};

const functionFindings = (rows: readonly Readonly<{ name: string; body: string }>[]): readonly DoctorFinding[] =>
  Object.entries(FUNCTIONS).flatMap(([name, body]) => {
    const found = rows.find((row) => row.name === name);
    if (found === undefined)
      return [finding('table_missing', { object: name, what: `the function ${name} is missing` })];
    if (found.body === body) return [];
    return [finding('table_altered', { object: name, what: `the function ${name} is not that of this program` })];
  });

/** Indexes, constraints and functions that are missing, invalid or changed, and the guard of the ledger. */
export const structureFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> => {
  const [trigger] = await query<{ isOn: boolean }>(LEDGER_TRIGGER);
  return [
    ...absent('index_missing', INDEXES, await query<NamedRow>(INDEXES_OF_STORE)),
    ...absent('constraint_missing', CONSTRAINTS, await query<NamedRow>(CONSTRAINTS_OF_STORE)),
    ...functionFindings(await query(FUNCTIONS_OF_STORE)),
    ...(trigger?.isOn === true
      ? []
      : [
          finding('ledger_unguarded', {
            object: 'ledger',
            what: `the trigger ledger_append_only is ${trigger === undefined ? 'missing' : 'disabled'}`,
            ...(trigger === undefined
              ? {
                  command:
                    'CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();',
                }
              : {}),
          }),
        ]),
  ];
};
