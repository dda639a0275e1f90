import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { built } from '../../../test/e2e/support/built.ts';
import { entryPoint } from '../../../test/e2e/support/compose.ts';

const run = promisify(execFile);

/** Prints the name of each package at its first module, to standard error. */
const WATCH = `
  import { registerHooks } from 'node:module';
  const seen = new Set();
  registerHooks({
    load: (url, context, next) => {
      const name = /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined && !seen.has(name)) process.stderr.write(name + '\\n');
      seen.add(name);
      return next(url, context);
    },
  });`;

/** The packages that the built command loads. */
const packagesOf = async (...args: readonly string[]): Promise<readonly string[]> => {
  const watch = `data:text/javascript,${encodeURIComponent(WATCH)}`;
  const { stderr } = await run(process.execPath, ['--import', watch, entryPoint, ...args]);
  return stderr.trim().split('\n');
};

/** What only services use: loading it took two thirds of the start of a command. */
const OF_SERVICES = ['@nestjs/core', '@nestjs/microservices', 'fastify', 'kafkajs', 'prom-client', 'rxjs'];

describe('the start of acv', () => {
  it('loads no driver and no framework to print the version', async () => {
    await built();
    const packages = await packagesOf('--version');
    expect(packages).toContain('commander');
    expect(packages.filter((name) => ['typeorm', ...OF_SERVICES].includes(name))).toEqual([]);
  });

  it('loads for a question what reads the store, and nothing of a service', async () => {
    await built();
    const packages = await packagesOf('status', '--help');
    expect(packages).toContain('typeorm');
    expect(packages.filter((name) => OF_SERVICES.includes(name))).toEqual([]);
  });
});
