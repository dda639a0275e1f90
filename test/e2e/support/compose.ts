import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '..', '..', '..');

/** The entry point of the image: it runs the app that the arguments name. */
export const entryPoint = join(root, 'bin', 'acv-stream.mjs');

export type ComposeService = Readonly<{
  /** The arguments of the entry point. */
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
}>;

type Compose = Readonly<{ services: Readonly<Record<string, ComposeService>> }>;

/** A service as Compose starts it, so that these suites start what users start. */
export const composeService = (name: string): ComposeService => {
  const compose: Compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true });
  const service = compose.services[name];
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
};
