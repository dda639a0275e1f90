import { execFile } from 'node:child_process';
import { appendFile, chmod, chown, copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, DATABASE_DEFAULTS } from '@app/persistence';
import { endApps, eventually, metricOf, startApp } from '../../../test/e2e/support/app.ts';
import { built } from '../../../test/e2e/support/built.ts';
import { entryPoint } from '../../../test/e2e/support/compose.ts';
import { type Authority, authority, type IssuedCertificate } from '../../../test/services/certificates.ts';
import { type LocalPostgres, startLocalPostgres } from '../../../test/services/local-postgres.ts';

const run = promisify(execFile);
/** A login that the server takes by certificate alone. */
const LOGIN = 'acv_by_certificate';

let folder: string;
let ours: Authority;
let theirs: Authority;
let client: IssuedCertificate;
let postgres: LocalPostgres;
let admin: Database;

/** The address of the server with these parameters; by certificate for `LOGIN`, else with the password. */
const at = (parameters: Readonly<Record<string, string>>, login?: string): string => {
  const url = new URL(postgres.url);
  url.searchParams.set('sslmode', 'verify-full');
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (login !== undefined) [url.username, url.password] = [login, ''];
  return url.href;
};

/** Has the server speak TLS with this certificate from the next connection on. */
const present = async ({ cert, key }: IssuedCertificate): Promise<void> => {
  const { data } = postgres;
  const { uid, gid } = await stat(data);
  for (const [from, to] of [
    [cert, 'server.crt'],
    [key, 'server.key'],
    [ours.ca, 'root.crt'],
  ] as const) {
    await copyFile(from, join(data, to));
    await chmod(join(data, to), 0o600);
    if (process.getuid?.() === 0) await chown(join(data, to), uid, gid);
  }
  await admin.query(`ALTER SYSTEM SET ssl_ca_file = 'root.crt'`);
  await admin.query(`ALTER SYSTEM SET ssl = on`);
  await admin.query('SELECT pg_reload_conf()');
};

/** What the server says of a connection to it. */
const connection = async (url: string): Promise<Readonly<Record<string, unknown>>> => {
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url, poolSize: 2 });
  try {
    const [row] = await database.query(
      'SELECT ssl AS encrypted, client_dn AS "clientName" FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    );
    return row ?? {};
  } finally {
    await database.close();
  }
};

type Ended = Readonly<{ code: number; stdout: string; stderr: string }>;

/** How a service or a command ends that is started with this address. */
const ended = async (app: string, url: string): Promise<Ended> => {
  const env = { PATH: process.env.PATH, DATABASE_URL: url, HTTP_PORT: '0', API_PORT: '0', LOG_LEVEL: 'silent' };
  return run(process.execPath, [entryPoint, app], { env }).then(
    (output) => ({ code: 0, ...output }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );
};

beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-tls-'));
  [ours, theirs] = await Promise.all([authority(folder), authority(folder, 'another-ca')]);
  client = await ours.issue(LOGIN);
  postgres = await startLocalPostgres();
  admin = await Database.connect({ ...DATABASE_DEFAULTS, url: postgres.url, poolSize: 2 });
  await admin.migrate();
  await admin.query(`CREATE ROLE ${LOGIN} LOGIN SUPERUSER`);
  const rules = join(postgres.data, 'pg_hba.conf');
  const former = join(folder, 'pg_hba.conf');
  await copyFile(rules, former);
  await writeFile(rules, `hostssl all ${LOGIN} 127.0.0.1/32 cert\nhostnossl all ${LOGIN} 127.0.0.1/32 reject\n`);
  await appendFile(rules, (await run('cat', [former])).stdout);
  await present(await ours.issue('server'));
});

afterAll(async () => {
  await endApps();
  await admin.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('a Postgres with TLS', () => {
  it('takes a password over a connection whose certificate is verified, and a certificate as a login', async () => {
    expect(await connection(at({ sslrootcert: ours.ca }))).toEqual({ encrypted: true, clientName: null });
    const byCertificate = at({ sslrootcert: ours.ca, sslcert: client.cert, sslkey: client.key }, LOGIN);
    expect(await connection(byCertificate)).toEqual({ encrypted: true, clientName: `/CN=${LOGIN}` });
    expect(await ended('migrate', byCertificate)).toEqual({
      ...{ code: 0, stdout: '', stderr: 'the schema is up to date\n' },
    });
    expect((await ended('doctor', byCertificate)).stdout).not.toContain('no connection');
  });

  it('is reached by the API, which shows when its certificates expire, also those of operations', async () => {
    const short = await ours.issue('operator', 5);
    const api = await startApp('api', {
      DATABASE_URL: at({ sslrootcert: ours.ca, sslcert: client.cert, sslkey: client.key }, LOGIN),
      OPERATOR_DATABASE_URL: at({ sslrootcert: ours.ca, sslcert: short.cert, sslkey: short.key }),
      API_PORT: '0',
    });
    const daysLeft = async (setting: string): Promise<number> => {
      const name = `acv_certificate_expires_timestamp_seconds{setting="${setting}"}`;
      const expires = (await metricOf(api, name)) ?? NaN;
      return Math.round((expires - Date.now() / 1000) / 86_400);
    };
    await eventually('the last is shown', async () => (await daysLeft('OPERATOR_DATABASE_URL sslcert')) === 5, {
      app: api,
    });
    expect(await daysLeft('DATABASE_URL sslcert')).toBe(30);
  });

  /** Each service and command ends in one line that names the setting and what is wrong. */
  const isRefused = async (url: string, reason: string): Promise<void> => {
    const api = await ended('api', url);
    expect([api.code, api.stderr]).toEqual([
      2,
      expect.stringMatching(new RegExp(`^DATABASE_URL: .*${reason}[^\\n]*\\n$`)),
    ]);
    const migrate = await ended('migrate', url);
    const line = new RegExp(`^acv: no connection to Postgres at .*DATABASE_URL.*${reason}[^\\n]*\\n$`);
    expect([migrate.code, migrate.stderr]).toEqual([1, expect.stringMatching(line)]);
    const doctor = await ended('doctor', url);
    expect(doctor.code).not.toBe(0);
    expect(doctor.stdout.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(reason));
  };

  it('is refused if another authority has signed its certificate', async () => {
    await isRefused(at({ sslrootcert: theirs.ca }), 'certificate');
  });

  it('refuses a login without its certificate', async () => {
    await isRefused(at({ sslrootcert: ours.ca }, LOGIN), 'valid client certificate');
  });

  it('is not asked if a file of the address is not there, and the file is named', async () => {
    const { code, stderr } = await ended('migrate', at({ sslrootcert: join(folder, 'none.pem') }));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^acv: .*DATABASE_URL.*none\.pem[^\n]*\n$/);
  });

  it('is refused if its certificate is for another host', async () => {
    await present(await ours.issue('other', 30, 'DNS:other.example'));
    // The server reads its files a moment after it was asked to.
    const url = at({ sslrootcert: ours.ca });
    await eventually('the server has another certificate', () =>
      connection(url).then(
        () => false,
        () => true,
      ),
    );
    await isRefused(url, "does not match certificate's altnames");
  });
});
