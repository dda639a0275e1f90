const names = ['domain', 'wire', 'processing', 'persistence', 'messaging', 'platform'];

/** One project a level, named after what it costs: `unit` needs nothing, `int` and `e2e` a broker or a database. */
const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: Object.fromEntries(names.map((name) => [`^@app/${name}$`, `<rootDir>/libs/${name}/src/index.ts`])),
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  ...extra,
});

export default {
  testTimeout: 120_000,
  projects: [
    project('unit', ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts', '<rootDir>/test/**/*.unit-spec.ts']),
    project('int', ['<rootDir>/libs/**/test/*.int-spec.ts', '<rootDir>/apps/**/test/*.int-spec.ts', '<rootDir>/test/**/*.int-spec.ts']),
    project('e2e', ['<rootDir>/test/**/*.e2e-spec.ts']),
  ],
};
