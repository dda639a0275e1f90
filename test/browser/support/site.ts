import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { entryPoint, root } from '../../e2e/support/compose.ts';

/** The page and its API over a store, as `acv serve` serves them. */
export type Site = Readonly<{
  url: string;
  /** An answer of the API. */
  json: <T>(path: string) => Promise<T>;
  stop: () => Promise<void>;
}>;

/** Serves the store at an address of a database, on a port of this machine: a free one if it is 0. */
export const siteOf = async (databaseUrl: string, port = 0): Promise<Site> => {
  const args = [entryPoint, 'serve', '--database-url', databaseUrl, '--port', String(port)];
  const server = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let output = '';
  const url = new Promise<string>((resolve) => {
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        const [, found] = /The books are at (http:\S+?)\/? /.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  });
  const early = ended.then(() => {
    throw new Error(`acv serve ended at its start:\n${output}`);
  });
  early.catch(() => undefined);
  const at = await Promise.race([url, early]);
  return {
    url: at,
    json: async <T>(path: string) => (await (await fetch(`${at}/api/v1/${path}`)).json()) as T,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
    },
  };
};
