import { swcOptions } from './test/setup/swc-options.mjs';

const names = ['domain', 'wire', 'processing', 'persistence', 'messaging', 'platform', 'host'];

/**
 * One project a level, named after what it costs: `unit` needs nothing, `conformance` a database, `int` and `e2e` a
 * broker too. What a level needs is started once for all of its suites.
 */
const project = (displayName, testMatch, globalSetup) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: Object.fromEntries(names.map((name) => [`^@app/${name}$`, `<rootDir>/libs/${name}/src/index.ts`])),
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
  ...(globalSetup && {
    globalSetup: `<rootDir>/test/setup/${globalSetup}`,
    globalTeardown: '<rootDir>/test/setup/stop-services.mjs',
  }),
});

export default {
  maxWorkers: 2,
  testTimeout: 300_000,
  projects: [
    project('unit', ['{libs,apps,tools,deploy,bench,docs}/**/*.spec.ts', 'test/**/*.unit-spec.ts']),
    project('conformance', ['test/conformance/*.conformance-spec.ts'], 'start-postgres.mjs'),
    project('int', ['{libs,apps}/**/test/*.int-spec.ts', 'test/**/*.int-spec.ts'], 'start-services.mjs'),
    project('e2e', ['test/**/*.e2e-spec.ts'], 'start-services.mjs'),
  ],
};
