import { countInWords } from '@app/domain';
import { type DoctorFinding, finding } from '@app/processing';

/** Settings of the server by name, as `pg_settings` has them. One that the version does not know is absent. */
export type ServerSettings = Readonly<Record<string, string>>;

/** Versions of the server that are supported and tested, as in `server_version_num` without the minor one. */
const MAJOR = { first: 15, last: 18 } as const;

/** Settings without which a crash loses or damages what was committed, with their safe value. */
const DURABLE: Readonly<Record<string, Readonly<{ value: string; why: string }>>> = {
  fsync: { value: 'on', why: 'a crash of the machine can damage all data' },
  full_page_writes: { value: 'on', why: 'a crash of the machine can damage pages' },
  synchronous_commit: { value: 'on', why: 'a crash loses the last commits, which the services have confirmed' },
  zero_damaged_pages: { value: 'off', why: 'damaged pages are emptied in silence' },
  ignore_checksum_failure: { value: 'off', why: 'damaged pages are read as if they were right' },
};

/** Waiting for a standby is more than waiting for the disk. */
const isSafe = (name: string, value: string, safe: string): boolean =>
  value === safe || (name === 'synchronous_commit' && ['remote_write', 'remote_apply'].includes(value));

const versionFindings = (version: number): readonly DoctorFinding[] => {
  const major = Math.floor(version / 10_000);
  if (major < MAJOR.first) return [finding('server_too_old', { what: `the server is Postgres ${major}` })];
  return major > MAJOR.last ? [finding('server_untested', { what: `the server is Postgres ${major}` })] : [];
};

/** What the settings of the server endanger. Settings of an embedded server are its own matter. */
export const serverFindings = (settings: ServerSettings): readonly DoctorFinding[] => {
  const durable = Object.entries(DURABLE).flatMap(([name, { value: safe, why }]) => {
    const value = settings[name];
    if (value === undefined || isSafe(name, value, safe)) return [];
    return [
      finding('not_durable', {
        object: name,
        what: `${name} is ${value}: ${why}`,
        command: `ALTER SYSTEM SET ${name} = ${safe}; SELECT pg_reload_conf();`,
        ...(name === 'synchronous_commit' ? { severity: 'warning' } : {}),
      }),
    ];
  });
  const vacuums = ['autovacuum', 'track_counts'].filter((name) => settings[name] === 'off');
  return [
    ...versionFindings(Number(settings['server_version_num'] ?? MAJOR.first * 10_000)),
    ...durable,
    ...vacuums.map((name) => finding('autovacuum_off', { object: name, what: `${name} is off` })),
    ...(settings['wal_level'] === 'minimal' ? [finding('wal_level_low', { what: 'wal_level is minimal' })] : []),
  ];
};

export type Connections = Readonly<{
  /** Those of the server that are open, and the most that it accepts from others than superusers. */
  open: number;
  most: number;
  /** Limits of the database and of the login; -1 if there is none. */
  ofDatabase: number;
  ofLogin: number;
}>;

/** A processor, a snapshotter and an API with their pools, and some for people. */
const NEEDED = 40;
const NEARLY_ALL = 0.85;

/** Whether services would find no free connection. */
export const connectionFindings = ({ open, most, ofDatabase, ofLogin }: Connections): readonly DoctorFinding[] => {
  const limits = [
    { name: 'max_connections', limit: most, command: 'ALTER SYSTEM SET max_connections = 100;' },
    { name: 'the limit of the database', limit: ofDatabase, command: 'ALTER DATABASE … CONNECTION LIMIT -1;' },
    { name: 'the limit of the login', limit: ofLogin, command: 'ALTER ROLE … CONNECTION LIMIT -1;' },
  ];
  const low = limits
    .filter(({ limit }) => limit >= 0 && limit < NEEDED)
    .map(({ name, limit, command }) =>
      finding('connections_few', {
        object: name,
        what: `${name} leaves ${countInWords(limit, 'connection')}; a processor, a snapshotter and an API want ${NEEDED}`,
        command,
      }),
    );
  const used =
    open >= NEARLY_ALL * most
      ? [finding('connections_few', { object: 'open', what: `${open} of ${most} connections are open` })]
      : [];
  return [...low, ...used];
};

export type RoleSetting = Readonly<{ role: string | null; database: string | null; name: string; value: string }>;

/** Settings that count in the sessions of services, and values that harm none. */
const HURTS: Readonly<Record<string, Readonly<{ harmless: readonly string[]; severity: 'error' | 'warning' }>>> = {
  default_transaction_read_only: { harmless: ['off', 'false', 'no', '0'], severity: 'error' },
  session_replication_role: { harmless: ['origin', 'local'], severity: 'error' },
  role: { harmless: ['none'], severity: 'error' },
  row_security: { harmless: ['on', 'true'], severity: 'warning' },
  synchronous_commit: { harmless: ['on', 'remote_write', 'remote_apply'], severity: 'warning' },
  transaction_timeout: { harmless: ['0'], severity: 'warning' },
  temp_file_limit: { harmless: ['-1'], severity: 'warning' },
  default_transaction_deferrable: { harmless: ['off', 'false'], severity: 'warning' },
};

const isHurting = ({ name, value }: RoleSetting): boolean =>
  name.startsWith('enable_') ? value === 'off' : HURTS[name] !== undefined && !HURTS[name].harmless.includes(value);

const ofWhom = ({ role, database }: RoleSetting): string =>
  [...(role === null ? [] : [`role ${role}`]), ...(database === null ? [] : [`database ${database}`])].join(' in ');

/** One statement that takes the setting back. */
const resetting = ({ role, database, name }: RoleSetting): string =>
  role === null
    ? `ALTER DATABASE "${database}" RESET ${name};`
    : `ALTER ROLE "${role}" ${database === null ? '' : `IN DATABASE "${database}" `}RESET ${name};`;

/**
 * What the settings of roles and of the database do to services, by name. `overridden` are those that every session of
 * ours sets itself.
 */
export const roleSettingFindings = (
  settings: readonly RoleSetting[],
  overridden: readonly string[],
): readonly DoctorFinding[] =>
  settings.flatMap((setting) => {
    const { name, value } = setting;
    const details = {
      object: name,
      what: `${name} is ${value === '' ? 'empty' : value} for ${ofWhom(setting)}`,
      command: resetting(setting),
    };
    if (isHurting(setting))
      return [finding('setting_hostile', { ...details, severity: HURTS[name]?.severity ?? 'warning' })];
    return overridden.includes(name.toLowerCase()) ? [finding('setting_overridden', details)] : [];
  });

export type DiskSpace = Readonly<{ freeBytes: number; totalBytes: number }>;

const GIB = 1024 ** 3;

/** Whether a disk is nearly full: less than a tenth is free, or less than 2 GiB. */
export const diskFindings = (folder: string, { freeBytes, totalBytes }: DiskSpace): readonly DoctorFinding[] => {
  const share = freeBytes / totalBytes;
  if (share >= 0.1 && freeBytes >= 2 * GIB) return [];
  const what = `the disk of ${folder} has ${(freeBytes / GIB).toFixed(1)} GiB free, ${(100 * share).toFixed(0)} %`;
  return [finding('disk_nearly_full', { object: folder, what, ...(share < 0.03 ? { severity: 'error' } : {}) })];
};

/** Clocks that differ by less are as good as one: days and numbers of records do not go by the second. */
const CLOCKS_DIFFER_MS = 5_000;

/** Compares the clock of this program with another one that was read between two looks at ours, all in milliseconds. */
export const clockFindings = (
  whose: string,
  { before, there, after }: Readonly<{ before: number; there: number; after: number }>,
): readonly DoctorFinding[] => {
  const ahead = there > after ? there - after : there < before ? there - before : 0;
  if (Math.abs(ahead) < CLOCKS_DIFFER_MS) return [];
  const what = `the clock of ${whose} is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} that of this program`;
  return [finding('clock_differs', { object: whose, what })];
};
