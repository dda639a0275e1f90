import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { OWNER } from './postgres-server.ts';
import { BooksFolderError } from './start-failure.ts';

const PID_FILE = 'postmaster.pid';

/** Lines of the file in which a server writes where it is. */
const LINES = { pid: 0, port: 3 } as const;

/** The most that a server takes to answer, and to end. */
const ANSWER_MS = 5_000;
const END_MS = 30_000;
const LOOK_MS = 50;

/** The same file as the server on that port reads it; null if there is none, or one with another password. */
const fileOfServerOn = async (port: number, password: string): Promise<string | null> => {
  const client = new Client({
    ...{ host: '127.0.0.1', port, user: OWNER, password, database: OWNER },
    ...{ connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ file: string }>(`SELECT pg_read_file('${PID_FILE}') AS file`);
    return rows[0]?.file ?? null;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const isGone = async (file: string, pid: number): Promise<boolean> => {
  const now = await readFile(file, 'utf8').catch(() => '');
  return Number(now.split('\n')[LINES.pid]) !== pid;
};

/**
 * Ends the server that a killed process has left on these data, and waits until it has ended. Only a server that
 * accepts our password and reads this very file is ended: the number of a process alone says little.
 */
export const endLeftServer = async (dataFolder: string, password: string): Promise<void> => {
  const file = join(dataFolder, PID_FILE);
  const written = await readFile(file, 'utf8').catch(() => null);
  if (written === null) return;
  const lines = written.split('\n');
  const [pid, port] = [Number(lines[LINES.pid]), Number(lines[LINES.port])];
  if ((await fileOfServerOn(port, password)) !== written) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    // It has ended by itself.
    if (Reflect.get(Object(error), 'code') !== 'ESRCH') throw error;
  }
  for (let waited = 0; !(await isGone(file, pid)); waited += LOOK_MS) {
    if (waited >= END_MS) {
      throw new BooksFolderError(`a Postgres was left running in ${dataFolder} and does not end: end process ${pid}`);
    }
    await pause(LOOK_MS);
  }
};
