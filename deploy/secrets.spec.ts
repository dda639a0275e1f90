import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadSettings, type Setting, settingsGroup } from '@app/platform';
import { SETTINGS_BY_APP } from '../docs/pages/settings-by-app.ts';

const settings = Object.values(SETTINGS_BY_APP)
  .flatMap((groups) => Object.values(groups))
  .flatMap((group): readonly Setting<unknown>[] => Object.values(group.settings));
const secrets = new Map(settings.filter(({ isSecret }) => isSecret).map((setting) => [setting.name, setting]));

/** A value that every secret can have: an address of a database, or a text that is long enough for a secret. */
const sampleOf = ({ kind }: Setting<unknown>): string =>
  ['postgres://acv:a-long-password@db/acv', 'a-login:a-long-password'].find((text) => kind.read(text) !== null) ?? '';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'acv-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('every secret of every app', () => {
  it('is a setting whose name says so, and no other setting has such a name', () => {
    const named = settings
      .map(({ name }) => name)
      .filter((name) => /PASSWORD|PASSPHRASE|SECRET|DATABASE_URL|OTLP_HEADERS/.test(name));
    expect([...new Set(named)].toSorted()).toEqual([...secrets.keys()].toSorted());
    expect(secrets.size).toBeGreaterThan(8);
  });

  it.each([...secrets])('can be in a file that %s_FILE names, and is kept out of the logs', (name, setting) => {
    const file = join(folder, name);
    writeFileSync(file, `${sampleOf(setting)}\n`);
    const only = { only: settingsGroup({ title: 'Only', settings: { it: setting } }) };
    const given = loadSettings(only, { [name]: sampleOf(setting) });
    expect(given).toMatchObject({ isValid: true, secrets: expect.arrayContaining([sampleOf(setting)]) });
    expect(loadSettings(only, { [`${name}_FILE`]: file })).toEqual(given);
    expect(loadSettings(only, { [`${name}_FILE`]: join(folder, 'none') })).toMatchObject({
      isValid: false,
      faults: [expect.stringMatching(new RegExp(`^${name}_FILE: .*cannot be read`))],
    });
  });
});
