import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type Child = Readonly<{
  pid: number;
  /** The end of its output so far. */
  output: () => string;
  /** Resolves to its exit code; null if a signal ended it. */
  ended: Promise<number | null>;
  hasEnded: () => boolean;
  /** Sends the signal and waits until the process has ended. */
  end: (signal?: NodeJS.Signals) => Promise<void>;
}>;

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

const PRINTED_MAX = 1 << 16;

/** Starts a program, which is killed when the bench exits. */
export const startChild = (
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Child => {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-PRINTED_MAX)));
  }
  const ended = once(child, 'close').then(([code]): number | null => (typeof code === 'number' ? code : null));
  if (child.pid === undefined) throw new Error(`${command} can't be run.`);
  return {
    pid: child.pid,
    output: () => output,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await ended;
    },
  };
};
