import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database, DATABASE_DEFAULTS } from '@app/persistence';
import { eventJson } from '@app/wire';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { created, term } from '../builders/events.ts';
import { follow, revisionsIn, type StreamEvent } from '../builders/stream-reader.ts';
import { acv } from '../conformance/acv-process.ts';
import { type LocalPostgres, startLocalPostgres } from '../services/local-postgres.ts';
import { type App, endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { root } from './support/compose.ts';

let folder: string;
let postgres: LocalPostgres;
const watches: ChildProcess[] = [];

/** Every revision in the order in which a stream sends them: its id, and the id of its event. */
const revisions = async (): Promise<readonly Readonly<{ id: string; event: string }>[]> => {
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url: postgres.url, poolSize: 2 });
  try {
    const rows = await database.query<{ take: string; id: string }>(
      'SELECT take_id::text AS take, snapshot_id AS id FROM snapshot ORDER BY snapshot.take_id, snapshot_id',
    );
    return rows.map(({ take, id }) => ({ id, event: `${take}.${Buffer.from(id).toString('base64url')}` }));
  } finally {
    await database.close();
  }
};

/** Another contract, and the snapshots of the day. */
const sell = async (asOf: string): Promise<void> => {
  const input = join(folder, `${asOf}.jsonl`);
  const event = created({ id: `made-${asOf}`, contract: `sub-${asOf}`, term: term('2025-01-01', null) });
  await writeFile(input, `${eventJson(event)}\n`);
  const replay = ['replay', '--input', input, '--as-of', asOf, '--database-url', postgres.url];
  expect(await acv(replay)).toMatchObject({ code: 0 });
};

/** A running `acv watch`, and what it has printed. */
const startWatch = (...options: readonly string[]): (() => string) => {
  const watch = spawn(
    process.execPath,
    [join(root, 'tools/run.mjs'), 'watch', '--every', '1', ...options, '--database-url', postgres.url],
    { cwd: root, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  watches.push(watch);
  let printed = '';
  for (const stream of [watch.stdout, watch.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
  return () => printed;
};

beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-watch-'));
  postgres = await startLocalPostgres();
  await sell('2025-01-10');
});
afterAll(async () => {
  for (const watch of watches) watch.kill('SIGKILL');
  await endApps();
  await postgres.stop();
  await rm(folder, { recursive: true });
});

describe('acv watch, while its Postgres is killed and started again on the same port', () => {
  it('says that nobody answers, and shows the snapshots that come afterwards, each once', async () => {
    const [json, text] = [startWatch('--json'), startWatch()];
    const lines = (): readonly string[] => json().trimEnd().split('\n');
    const days = (): readonly string[] => lines().map((line): string => JSON.parse(line || '{}').as_of);
    const isShown = (day: string) => (): boolean =>
      days().at(-1) === day && text().includes(`ACV of the whole book on ${day}`);
    const says = 'No answer from Postgres at';
    await eventually('the first snapshots are shown', isShown('2025-01-10'));

    await postgres.end('SIGQUIT');
    await eventually('the watch has missed the server', () => text().includes(says));
    await postgres.start();
    for (const day of ['2025-01-11', '2025-01-12']) {
      await sell(day);
      await eventually(`the snapshots of ${day} are shown`, isShown(day));
    }

    expect(days().filter((day, i) => day !== days()[i - 1])).toEqual(['2025-01-10', '2025-01-11', '2025-01-12']);
    expect(new Set(lines()).size).toBe(lines().length);
    expect(text().split(says)).toHaveLength(2);
    expect(text().slice(text().lastIndexOf('ACV of the whole book'))).not.toContain(says);
  });
});

describe('the stream of the API, while its process is killed and started again on the same port', () => {
  /** Reads as a browser does: after each lost connection again, from the last event that it got. */
  const browsing = (url: string, from: string) => {
    const connections: (readonly StreamEvent[])[] = [];
    const events = (): readonly StreamEvent[] => connections.flat();
    const ending = new AbortController();
    const reading = (async () => {
      while (!ending.signal.aborted) {
        const reader = await follow({ url }, events().at(-1)?.id ?? from).catch(() => null);
        if (reader !== null) connections.push(reader.events);
        await reader?.ended;
        await sleep(100);
      }
    })();
    return {
      events,
      end: async (): Promise<void> => {
        ending.abort();
        await reading;
      },
    };
  };

  it('gives a reader every revision that was written, before, meanwhile and afterwards, each once', async () => {
    const environment = { DATABASE_URL: postgres.url, API_HOST: '127.0.0.1' };
    const address = async (app: App): Promise<string> => {
      const found = (): string => /"url":"(http:[^"]+)".*serving the API/.exec(app.log())?.[1] ?? '';
      await eventually('the API listens', () => found() !== '', { app });
      return found();
    };
    const before = await revisions();
    const first = await startApp('api', { ...environment, API_PORT: '0' });
    const url = await address(first);
    const reader = browsing(url, before.at(-1)?.event ?? '');
    const written = async (): Promise<readonly string[]> =>
      (await revisions()).slice(before.length).map(({ id }) => id);
    const hasAll = async (): Promise<boolean> => reader.events().length >= (await written()).length;

    await sell('2025-01-13');
    await eventually('what was written before is read', hasAll);
    await first.end('SIGKILL');
    await sell('2025-01-14');
    const second = await startApp('api', { ...environment, API_PORT: new URL(url).port });
    await address(second);
    await eventually('what was written meanwhile is read', hasAll);
    await sell('2025-01-15');
    await eventually('what was written afterwards is read', hasAll);

    expect(revisionsIn(reader.events())).toEqual(await written());
    const ended = reader.end();
    await second.end('SIGTERM');
    await ended;
  });
});
