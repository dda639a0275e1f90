import { execFile } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { promisify } from 'node:util';
import type { World } from '../services/world.ts';

/** The hardware and the versions that the figures were measured with. */
export type Machine = Readonly<{
  processor: string;
  cores: number;
  memoryGb: number;
  system: string;
  node: string;
  java: string;
  postgres: string;
  kafka: string;
  revision: string;
}>;

const printed = async (command: string, args: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await promisify(execFile)(command, [...args]).catch(() => ({ stdout: '', stderr: '' }));
  return (stdout || stderr).trim();
};

export const machineOf = async ({ postgres }: World): Promise<Machine> => {
  const [java = ''] = (await printed('java', ['-version'])).split('\n');
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `Linux ${release()}`,
    node: process.version,
    java,
    postgres: `${await postgres.version()} (${postgres.settings.join(', ')}, durability as by default)`,
    kafka: '4.1.1, one broker on loopback',
    revision: await printed('git', ['rev-parse', '--short', 'HEAD']),
  };
};
