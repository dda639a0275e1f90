import { describe, expect, it } from '@jest/globals';
import { licenceFaults, missingComponents } from './packages-that-run.mjs';

const lock = {
  '': { version: '0.1.0' },
  'node_modules/fine': { version: '1.0.0', license: 'MIT' },
  'node_modules/@group/choice': { version: '2.0.0', license: '(GPL-3.0 OR Apache-2.0)' },
  'node_modules/tool': { version: '3.0.0', license: 'GPL-3.0', dev: true },
  'node_modules/fine/node_modules/inner': { version: '4.0.0', license: 'ISC' },
};

describe('licenceFaults', () => {
  it('finds a package that runs under another licence or under none', () => {
    expect(licenceFaults(lock)).toEqual([]);
    const faulty = {
      'node_modules/a': { version: '1.0.0', license: 'AGPL-3.0-only' },
      'node_modules/b/node_modules/c': { version: '1.0.0', optional: true },
    };
    expect(licenceFaults({ ...lock, ...faulty })).toEqual([
      'a: its licence is AGPL-3.0-only, which is not on the list',
      'c: its licence is none, which is not on the list',
    ]);
  });
});

describe('missingComponents', () => {
  it('finds what the list of components lacks, also below another one', () => {
    const inner = { name: 'inner', version: '4.0.0' };
    const fine = { name: 'fine', version: '1.0.0', components: [inner] };
    const choice = { group: '@group', name: 'choice', version: '2.0.0' };
    expect(missingComponents(lock, { components: [fine, choice] })).toEqual([]);
    expect(missingComponents(lock, { components: [{ ...fine, components: [] }] })).toEqual([
      '@group/choice@2.0.0: the list of components lacks it',
      'inner@4.0.0: the list of components lacks it',
    ]);
  });
});
