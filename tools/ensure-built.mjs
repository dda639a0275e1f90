// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whileLocked } from './while-locked.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const DIST = join(root, 'dist');
const CACHE = join(root, '.cache');
const CONFIGURATION = ['nest-cli.json', 'package-lock.json', 'tsconfig.build.json', 'tsconfig.json'];

/** Several processes may do these steps at once: it is no error that a name already exists, or is gone. */
const CLASHES = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM']);

/** Compiles every app, and bundles the page and the viewer of the reference into `dist` if that is older than the sources, or always if `always` is set. Prints nothing. */
export const ensureBuilt = async ({ always = false } = {}) => {
  if (!always && isBuilt()) return;
  mkdirSync(CACHE, { recursive: true });
  await whileLocked(join(CACHE, 'build.lock'), () => {
    if (always || !isBuilt()) build();
  });
};

const isBuilt = () => {
  try {
    return readFileSync(join(DIST, '.built'), 'utf8') === fingerprint();
  } catch {
    return false;
  }
};

/** Builds in another folder and renames it at the end, so that an app started meanwhile never sees half a build. */
const build = () => {
  const before = fingerprint();
  const aside = join(CACHE, `build-${randomUUID()}`);
  mkdirSync(aside);
  try {
    const built = join(aside, 'dist');
    compile(aside);
    bundle(join(built, 'dashboard'));
    takeViewer(join(built, 'reference'));
    writeFileSync(join(built, '.built'), before);
    exchange(built, join(aside, 'former'));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

/** @param {string} aside */
const compile = (aside) => {
  const tsconfig = join(aside, 'tsconfig.json');
  writeFileSync(
    tsconfig,
    JSON.stringify({ extends: '../../tsconfig.build.json', compilerOptions: { outDir: './dist' } }),
  );
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  run([nest, 'build', '--path', relative(root, tsconfig)]);
};

/**
 * Bundles the page.
 *
 * @param {string} folder
 */
const bundle = (folder) => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(root, 'apps', 'dashboard', 'vite.config.mjs');
  run([vite, 'build', '--config', config, '--outDir', folder, '--emptyOutDir']);
};

/**
 * Copies the viewer of the API's reference, one file of a package that is large.
 *
 * @param {string} folder
 */
const takeViewer = (folder) => {
  const file = 'standalone.js';
  cpSync(join(root, 'node_modules', '@scalar', 'api-reference', 'dist', 'browser', file), join(folder, file));
};

/** @param {readonly string[]} args */
const run = (args) => {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0) throw new Error(`The build failed.\n${error?.message ?? ''}${stdout}${stderr}`.trimEnd());
};

/**
 * Replaces the former folder by the new one.
 *
 * @param {string} built
 * @param {string} former
 */
const exchange = (built, former) => {
  for (let attempt = 1; ; attempt += 1) {
    ignoringClashes(() => renameSync(DIST, `${former}-${attempt}`));
    if (ignoringClashes(() => renameSync(built, DIST)) || attempt === 10) return;
  }
};

/** @param {() => void} act */
const ignoringClashes = (act) => {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && CLASHES.has(String(error.code))) return false;
    throw error;
  }
};

/** A hash of the names, sizes and times of all files that the build reads. It also changes when a file is removed. */
const fingerprint = () => {
  const sources = ['apps', 'libs']
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /\/src\/|^apps\/dashboard\//.test(path));
  const hash = createHash('sha256');
  for (const path of [...CONFIGURATION, ...sources.filter((path) => !/spec\.tsx?$/.test(path))].sort()) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
