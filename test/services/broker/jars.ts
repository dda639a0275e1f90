import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const INSTALL = 'Install Java 17 or newer and Maven, or start Docker, or set KAFKA_BROKERS to a broker you have.';

/** The class path of Kafka's own classes. Throws an error that says what to install. */
export async function kafkaClasspath(): Promise<string> {
  const folder = await jarFolder('kafka-4.1.1', join(import.meta.dirname, 'pom.xml'));
  return join(folder, '*');
}

/** The folder, under this name, of all jars that a POM names, which Maven fetches once. */
export async function jarFolder(name: string, pom: string): Promise<string> {
  await required('java', ['-version']);
  const folder = join(await cacheFolder(), name);
  if (!(await isFilled(folder))) await fetchInto(folder, pom);
  return folder;
}

async function required(program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, args);
  } catch (cause) {
    throw new Error(`The local Kafka broker needs ${program}, which cannot be run. ${INSTALL}`, { cause });
  }
}

async function cacheFolder(): Promise<string> {
  const modules = join(import.meta.dirname, '../../../node_modules');
  const hasModules = await access(modules).then(
    () => true,
    () => false,
  );
  const folder = hasModules
    ? join(modules, '.cache/acv-stream')
    : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'acv-stream');
  await mkdir(folder, { recursive: true });
  return folder;
}

async function isFilled(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.length > 0;
}

/** Fetches into another folder and renames it, so that a broken fetch, or two at once, leave no partial folder. */
async function fetchInto(folder: string, pom: string): Promise<void> {
  await required('mvn', ['-v']);
  const partial = await mkdtemp(`${folder}-`);
  await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`]);
  try {
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await isFilled(folder))) throw error;
  }
}
