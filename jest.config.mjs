import { swcOptions, swcOptionsOfMarkup } from './test/setup/swc-options.mjs';

const names = [
  'domain',
  'wire',
  'processing',
  'persistence',
  'messaging',
  'platform',
  'host',
  'http',
  'charts',
  'wording',
  'report',
];

/**
 * One project for each level of tests, named after its cost. `unit` and `laws` need no service, `laws` takes longer
 * because it draws random data; `conformance` needs a database, `int` and `e2e` need a broker too. Services are started
 * once for all suites of a level.
 */
const project = (displayName, testMatch, globalSetup) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/setup/seed.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    ...Object.fromEntries(names.map((name) => [`^@app/${name}$`, `<rootDir>/libs/${name}/src/index.ts`])),
    // The entries beside the main one of a room.
    '^@app/(wire|messaging|platform|host)/(answers|consumer|service)$': '<rootDir>/libs/$1/src/$2/index.ts',
  },
  transform: { '^.+\\.ts$': ['@swc/jest', swcOptions], '^.+\\.tsx$': ['@swc/jest', swcOptionsOfMarkup] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
  ...(globalSetup && {
    globalSetup: `<rootDir>/test/setup/${globalSetup}`,
    globalTeardown: '<rootDir>/test/setup/stop-services.mjs',
  }),
});

export default {
  // More than the two cores of a small machine: suites wait for a broker, a timer or Postgres half of the time.
  maxWorkers: 3,
  testTimeout: 300_000,
  projects: [
    project('unit', ['{libs,apps,tools,deploy,bench,docs}/**/*.spec.{ts,tsx}', 'test/**/*.unit-spec.ts']),
    project('laws', ['{libs,apps,test}/**/*.law-spec.ts']),
    project('conformance', ['test/conformance/*.conformance-spec.ts'], 'start-postgres.mjs'),
    project('int', ['{libs,apps}/**/test/*.int-spec.ts', 'test/**/*.int-spec.ts'], 'start-services.mjs'),
    project('e2e', ['test/**/*.e2e-spec.ts'], 'start-services.mjs'),
    // Each suite starts services of its own, because its faults would hit every other suite too.
    project('faults', ['test/faults/*.fault-spec.ts']),
    // What is shipped: the image and the package. Too slow for every change.
    project('deploy', ['test/deploy/*.deploy-spec.ts']),
  ],
};
