import { describe, expect, it } from '@jest/globals';
import {
  clockFindings,
  connectionFindings,
  diskFindings,
  roleSettingFindings,
  serverFindings,
} from './server-findings.ts';

const SOUND = {
  server_version_num: '170004',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  autovacuum: 'on',
  wal_level: 'replica',
};
const codes = (settings: Readonly<Record<string, string>>) =>
  serverFindings({ ...SOUND, ...settings }).map(({ code, severity }) => `${code} ${severity}`);
const GIB = 1024 ** 3;

describe('The settings of a server', () => {
  it('are sound by default, and with a standby', () => {
    expect([codes({}), codes({ synchronous_commit: 'remote_apply' })]).toEqual([[], []]);
  });

  it.each([
    [{ fsync: 'off' }, 'not_durable error'],
    [{ full_page_writes: 'off' }, 'not_durable error'],
    [{ zero_damaged_pages: 'on' }, 'not_durable error'],
    [{ synchronous_commit: 'off' }, 'not_durable warning'],
    [{ autovacuum: 'off' }, 'autovacuum_off warning'],
    [{ wal_level: 'minimal' }, 'wal_level_low warning'],
    [{ server_version_num: '140009' }, 'server_too_old error'],
    [{ server_version_num: '190000' }, 'server_untested note'],
  ])('%j: %s', (settings, code) => {
    expect(codes(settings)).toEqual([code]);
  });
});

describe('Connections', () => {
  const SOME = { open: 20, most: 97, ofDatabase: -1, ofLogin: -1 };
  const objects = (given: Partial<typeof SOME>) =>
    connectionFindings({ ...SOME, ...given }).map(({ object }) => object);

  it('are enough, too few by a limit, or nearly all open', () => {
    expect([objects({}), objects({ open: 90 }), objects({ most: 30 }), objects({ ofLogin: 5 })]).toEqual([
      [],
      ['open'],
      ['max_connections'],
      ['the limit of the login'],
    ]);
  });
});

describe('Settings of roles and of the database', () => {
  const found = (name: string, value: string, role: string | null = null) =>
    roleSettingFindings([{ role, database: 'acv', name, value }], ['datestyle']).map(({ code, severity, command }) => [
      code,
      severity,
      command,
    ]);

  it('hurt services, or are overridden by them, or harm nobody', () => {
    expect(found('default_transaction_read_only', 'on', 'app')).toEqual([
      ['setting_hostile', 'error', 'ALTER ROLE "app" IN DATABASE "acv" RESET default_transaction_read_only;'],
    ]);
    expect(found('enable_indexscan', 'off')).toEqual([
      ['setting_hostile', 'warning', 'ALTER DATABASE "acv" RESET enable_indexscan;'],
    ]);
    expect(found('datestyle', 'German')[0]?.[0]).toBe('setting_overridden');
    expect([found('work_mem', '64MB'), found('default_transaction_read_only', 'off')]).toEqual([[], []]);
  });
});

describe('A disk', () => {
  it.each([
    [500, 1000, []],
    [50, 1000, ['warning']],
    [1, 5, ['warning']],
    [10, 1000, ['error']],
  ])('with %d of %d GiB free', (free, total, severities) => {
    const found = diskFindings('/data', { freeBytes: free * GIB, totalBytes: total * GIB });
    expect(found.map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('A clock', () => {
  it('differs if it is more than some seconds outside of the time of the question', () => {
    const at = (there: number) => clockFindings('Postgres', { before: 10_000, there, after: 11_000 });
    expect([at(10_500), at(15_000), at(5_500)]).toEqual([[], [], []]);
    expect(at(20_000)[0]?.what).toBe('the clock of Postgres is 9 s ahead of that of this program');
    expect(at(1_000)[0]?.what).toBe('the clock of Postgres is 9 s behind that of this program');
  });
});
