import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second of the times in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

type Stat = Readonly<{ parent: number; own: number; reaped: number }>;

const statOf = (pid: number | 'self'): Stat | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program may contain blanks and brackets.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return { parent: at(1), own: (at(11) + at(12)) / TICKS, reaped: (at(13) + at(14)) / TICKS };
  } catch {
    return null;
  }
};

/** Seconds of processor time of a process, in user and system mode. */
export const cpuOf = (pid: number): number => statOf(pid)?.own ?? 0;

/** The running children of a process. */
export const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => statOf(child)?.parent === pid);

/** The same for a process and its children, also ended ones: Postgres has a process per connection. */
export const cpuOfFamily = (pid: number): number => {
  const head = statOf(pid);
  if (head === null) return 0;
  return childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), head.own + head.reaped);
};

/** Seconds of processor time of all ended children of this process. */
export const cpuOfEnded = (): number => statOf('self')?.reaped ?? 0;

const memoryOf = (pid: number, field: 'VmHWM' | 'VmRSS'): number | null => {
  try {
    const [, kilobytes] = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return null;
  }
};

/** Memory of a process in megabytes (10^6); null if it has ended. */
export const residentMb = (pid: number): number | null => memoryOf(pid, 'VmRSS');

/** Its largest memory so far. */
export const residentMaxMb = (pid: number): number | null => memoryOf(pid, 'VmHWM');
