import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeService, entryPoint, root } from '../../test/e2e/support/compose.ts';
import { type Child, startChild } from '../measure/child.ts';

/** The options that the image sets. */
const nodeOptions = (): string => {
  const dockerfile = readFileSync(join(root, 'deploy', 'image', 'Dockerfile'), 'utf8');
  const options = /^ENV NODE_OPTIONS="(.*)"$/m.exec(dockerfile)?.[1];
  if (options === undefined) throw new Error('The Dockerfile sets no NODE_OPTIONS.');
  return options;
};

/** Starts a service of docker-compose.yml against other brokers and another database. */
export const startService = (name: string, environment: Readonly<Record<string, string>>): Child => {
  const { command, environment: composed } = composeService(name);
  return startChild(process.execPath, [entryPoint, ...command], {
    ...composed,
    NODE_OPTIONS: nodeOptions(),
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: '0',
    LOG_LEVEL: 'info',
    ...environment,
  });
};

/** The address where a service serves its health; null before it does. */
export const urlIn = (output: string): string | null =>
  /"url":"(http:[^"]+)".*serving health/.exec(output)?.[1] ?? null;
