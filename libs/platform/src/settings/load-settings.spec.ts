import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boolean, choice, duration, integer, list, path, secrets, text, url } from './kind.ts';
import { loadSettings } from './load-settings.ts';
import { defaulted, optional, required } from './setting.ts';
import { settingsGroup } from './settings-group.ts';

const description = 'What it is for.';

const shop = settingsGroup({
  title: 'Shop',
  settings: {
    name: required({ name: 'SHOP_NAME', kind: text(), description }),
    doors: defaulted({ name: 'SHOP_DOORS', kind: integer({ min: 1, max: 9 }), default: '2', description }),
    isOpen: defaulted({ name: 'SHOP_OPEN', kind: boolean(), default: 'true', description }),
    rest: defaulted({ name: 'SHOP_REST', kind: duration({ minMs: 10, maxMs: 60_000 }), default: '5s', description }),
    goods: optional({ name: 'SHOP_GOODS', kind: list({ of: 'words', shape: /^\w+$/ }), description }),
    sign: optional({ name: 'SHOP_SIGN', kind: choice('red', 'blue'), description }),
    plan: optional({ name: 'SHOP_PLAN', kind: path(), description }),
    till: optional({ name: 'SHOP_TILL', kind: url('postgres'), isSecret: true, description }),
  },
  faultsOf: ({ isOpen, goods }) => (isOpen && goods === null ? ['SHOP_OPEN without SHOP_GOODS'] : []),
});

const load = (environment: Record<string, string>) => loadSettings({ shop }, environment);

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  const loaded = load(environment);
  return loaded.isValid ? [] : loaded.faults;
};

describe('loadSettings', () => {
  it('reads each kind into its type', () => {
    const loaded = load({
      SHOP_NAME: ' Corner ',
      SHOP_DOORS: '3',
      SHOP_OPEN: 'false',
      SHOP_REST: '1m',
      SHOP_GOODS: 'nails, screws,',
      SHOP_SIGN: 'red',
      SHOP_PLAN: '/plans/1.json',
      SHOP_TILL: 'postgres://u:p%40ss@h/d',
    });
    expect(loaded).toEqual({
      isValid: true,
      settings: {
        shop: {
          name: 'Corner',
          doors: 3,
          isOpen: false,
          rest: 60_000,
          goods: ['nails', 'screws'],
          sign: 'red',
          plan: '/plans/1.json',
          till: 'postgres://u:p%40ss@h/d',
        },
      },
      secrets: ['postgres://u:p%40ss@h/d', 'p%40ss', 'p@ss'],
    });
  });

  it('uses the default, or null, for an absent or empty variable', () => {
    const loaded = load({ SHOP_NAME: 'x', SHOP_OPEN: 'false', SHOP_DOORS: '', SHOP_SIGN: '  ' });
    expect(loaded.isValid && loaded.settings.shop).toMatchObject({ doors: 2, rest: 5000, goods: null, sign: null });
  });

  it('returns frozen values', () => {
    const loaded = load({ SHOP_NAME: 'x', SHOP_OPEN: 'false' });
    expect(loaded.isValid && Object.isFrozen(loaded.settings) && Object.isFrozen(loaded.settings.shop)).toBe(true);
  });

  it('reports every fault at once, one line each, with the given text and the expected kind', () => {
    expect(
      faultsOf({ SHOP_DOORS: '10', SHOP_OPEN: 'yes', SHOP_REST: '1 day', SHOP_GOODS: 'a b', SHOP_SIGN: 'green' }),
    ).toEqual([
      'SHOP_NAME is missing: expected a text',
      'SHOP_DOORS is "10": expected a whole number from 1 to 9',
      'SHOP_OPEN is "yes": expected true or false',
      'SHOP_REST is "1 day": expected a time from 10ms to 60000ms, such as 500ms, 5s, 2m or 1h',
      'SHOP_GOODS is "a b": expected words, separated by commas',
      'SHOP_SIGN is "green": expected one of red, blue',
    ]);
  });

  it('never shows a secret, not even an invalid one', () => {
    const faults = faultsOf({ SHOP_NAME: 'x', SHOP_TILL: 'mysql://u:hunter2@h/d' });
    expect(faults).toEqual([
      'SHOP_TILL is not usable (its value is not shown): expected a URL that starts with postgres://',
    ]);
  });

  it('checks rules between settings only if every value is valid by itself', () => {
    expect(faultsOf({ SHOP_NAME: 'x' })).toEqual(['SHOP_OPEN without SHOP_GOODS']);
    expect(faultsOf({})).toEqual(['SHOP_NAME is missing: expected a text']);
  });

  it.each(['1e1', '0x2', '2.0', ' ', '+2', '٣'])('does not read %j as a whole number', (given) => {
    expect(integer({ min: 0, max: 100 }).read(given)).toBeNull();
  });

  it('throws on a default that is not of its kind, because that is a bug', () => {
    const broken = settingsGroup({
      title: 'Broken',
      settings: { doors: defaulted({ name: 'DOORS', kind: integer({ min: 1, max: 2 }), default: '3', description }) },
    });
    expect(() => loadSettings({ broken }, {})).toThrow('The default of DOORS is not a whole number from 1 to 2.');
  });
});

describe('A secret', () => {
  const safe = settingsGroup({
    title: 'Safe',
    settings: {
      code: required({ name: 'SAFE_CODE', kind: text(), isSecret: true, description }),
      keys: optional({ name: 'SAFE_KEYS', kind: secrets(), isSecret: true, description }),
      label: optional({ name: 'SAFE_LABEL', kind: text(), description }),
    },
  });

  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  const opened = (environment: Record<string, string>) => loadSettings({ safe }, environment);

  const faults = (environment: Record<string, string>): readonly string[] => {
    const loaded = opened(environment);
    return loaded.isValid ? [] : loaded.faults;
  };

  it('is read from the file that its variable with the suffix _FILE names, and is hidden in logs as well', () => {
    const loaded = opened({ SAFE_CODE_FILE: file('code', ' open sesame\n') });
    expect(loaded).toMatchObject({
      isValid: true,
      settings: { safe: { code: 'open sesame' } },
      secrets: ['open sesame'],
    });
  });

  it('can have several values at a time, each of which is hidden in logs, with the password of a login', () => {
    const loaded = opened({ SAFE_CODE: 'a code', SAFE_KEYS_FILE: file('keys', 'first-key\n\nuser:second-key\n') });
    expect(loaded).toMatchObject({
      settings: { safe: { keys: ['first-key', 'user:second-key'] } },
      secrets: ['a code', 'first-key', 'user:second-key', 'second-key'],
    });
  });

  it('is refused if it is too short to be hidden in logs, or if there are too many', () => {
    expect(faults({ SAFE_CODE: 'x', SAFE_KEYS: 'long-enough short' })).toEqual([
      'SAFE_KEYS is not usable (its value is not shown): expected up to 5 secrets of at least 8 characters, separated by blanks or line ends',
    ]);
    expect(faults({ SAFE_CODE: 'x', SAFE_KEYS: 'long-enough '.repeat(6) })).toHaveLength(1);
  });

  it('is missing if its file is empty', () => {
    expect(faults({ SAFE_CODE_FILE: file('empty', '\n') })).toEqual(['SAFE_CODE is missing: expected a text']);
  });

  it('is refused if it is given twice, or if its file cannot be read', () => {
    expect(faults({ SAFE_CODE: 'x', SAFE_CODE_FILE: file('again', 'x') })).toEqual([
      'SAFE_CODE and SAFE_CODE_FILE are both given: expected one of them',
    ]);
    expect(faults({ SAFE_CODE_FILE: join(folder, 'none') })).toEqual([
      expect.stringMatching(/^SAFE_CODE_FILE: .*none cannot be read \(.*ENOENT/),
    ]);
  });

  it('alone can be in a file', () => {
    const loaded = opened({ SAFE_CODE: 'x', SAFE_LABEL_FILE: file('label', 'x') });
    expect(loaded.isValid && loaded.settings.safe.label).toBeNull();
  });
});
