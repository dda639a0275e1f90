import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeService, entryPoint, root } from './compose.ts';

export type App = Readonly<{
  pid: number | undefined;
  /** The address of its health and metrics. */
  url: string;
  /** Its log so far, one JSON object on each line. */
  log: () => string;
  /** Sends a signal that does not end it: SIGSTOP freezes, SIGCONT thaws. */
  signal: (signal: NodeJS.Signals) => void;
  /** Sends the signal and waits for the exit; `code` is null if the signal killed the process. */
  end: (signal: NodeJS.Signals) => Promise<Readonly<{ code: number | null; ms: number }>>;
  /** Resolves to the exit code when the process ends. */
  ended: Promise<number | null>;
}>;

const running = new Set<ChildProcess>();

/** Kills the processes that a test has left running. */
export const endApps = async (): Promise<void> => {
  const left = [...running];
  const gone = left.map((app) => once(app, 'exit'));
  for (const app of left) app.kill('SIGKILL');
  await Promise.all(gone);
};

process.once('exit', () => running.forEach((app) => app.kill('SIGKILL')));

const launched = (name: string, environment: Readonly<Record<string, string>>): ChildProcess => {
  const { command, environment: composed } = composeService(name);
  const app = spawn(process.execPath, [entryPoint, ...command], {
    cwd: root,
    // Only PATH of the test runner's environment: its settings must not leak into the service.
    env: { PATH: process.env.PATH, ...composed, HTTP_HOST: '127.0.0.1', HTTP_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(app);
  app.once('exit', () => running.delete(app));
  return app;
};

/** Starts a service of docker-compose.yml against the test's broker and database; resolves when it serves health. */
export const startApp = async (name: string, environment: Readonly<Record<string, string>>): Promise<App> => {
  const app = launched(name, environment);
  let log = '';
  const ended = once(app, 'exit').then(([code]): number | null => (typeof code === 'number' ? code : null));
  const url = new Promise<string>((resolve) => {
    for (const stream of [app.stdout, app.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log += `${line}\n`;
        const [, found] = /"url":"(http:[^"]+)".*serving health/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  });
  const early = ended.then((code) => {
    throw new Error(`${name} ended at its start with ${code}:\n${log}`);
  });
  early.catch(() => undefined);
  return {
    pid: app.pid,
    url: await Promise.race([url, early]),
    log: () => log,
    ended,
    signal: (signal) => void app.kill(signal),
    end: async (signal) => {
      const began = Date.now();
      app.kill(signal);
      return { code: await ended, ms: Date.now() - began };
    },
  };
};

/** Runs a program of docker-compose.yml to its end, or another command of its app. */
export const runApp = async (
  name: string,
  environment: Readonly<Record<string, string>>,
): Promise<Readonly<{ code: number | null; output: string }>> => {
  const app = launched(name, environment);
  let output = '';
  for (const stream of [app.stdout, app.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = await once(app, 'close');
  return { code: typeof code === 'number' ? code : null, output };
};

/** Waits until the condition holds. After `withinMs` it throws, with the end of the app's log. */
export const eventually = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  { withinMs = 60_000, everyMs = 50, app }: Readonly<{ withinMs?: number; everyMs?: number; app?: App }> = {},
): Promise<void> => {
  const until = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error(`Not within ${withinMs} ms: ${what}\n${app?.log().slice(-4_000) ?? ''}`);
    await sleep(everyMs);
  }
};

export type Ready = Readonly<{
  status: string;
  checks: Readonly<Record<string, Readonly<{ status: string; reason?: string }>>>;
}>;

export const readinessOf = async ({ url }: App): Promise<Readonly<{ code: number; body: Ready }>> => {
  const answer = await fetch(`${url}/health/ready`);
  const body: Ready = JSON.parse(await answer.text());
  return { code: answer.status, body };
};

/** The value of a metric with exactly these labels, as Prometheus would read it; null if there is none. */
export const metricOf = async ({ url }: App, name: string): Promise<number | null> => {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((of) => of.startsWith(`${name} `));
  return line === undefined ? null : Number(line.slice(name.length + 1));
};
