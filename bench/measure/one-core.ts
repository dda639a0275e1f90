import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import type { World } from '../services/world.ts';
import { childrenOf } from './process.ts';

/** Binds all threads of a process to some cores. One that has ended meanwhile needs none. */
const bind = (pid: number, cores: string): void => {
  try {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)], { stdio: 'ignore' });
  } catch (error) {
    if (childrenOf(pid).length > 0 || pid === process.pid) throw error;
  }
};

/** Does some work while broker, Postgres, this process and all that it starts share the first core. */
export const onOneCore = async <T>({ postgres, brokerPid }: World, work: () => Promise<T>): Promise<T> => {
  const bindAll = (cores: string): void => {
    for (const pid of [process.pid, brokerPid(), postgres.pid, ...childrenOf(postgres.pid)]) bind(pid, cores);
  };
  bindAll('0');
  try {
    return await work();
  } finally {
    bindAll(`0-${cpus().length - 1}`);
  }
};
