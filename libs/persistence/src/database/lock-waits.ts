import type { Database } from './database.ts';

/** A wait that is shorter is part of the work: a take, a fold or a batch ends within it. */
const LONG_WAIT_MS = 5_000;

/**
 * The longest wait for a lock of this process, if it is longer than $1 milliseconds, with the session that holds the
 * lock. The connections of a process share a name that no other process has. Of sessions of other users the server
 * may not say since when they work.
 */
const LONGEST_WAIT = `
SELECT coalesce(waiting.relation::regclass::text, 'a row') AS what,
  extract(epoch FROM clock_timestamp() - waiting.waitstart)::int AS seconds,
  holder.pid, holder.application_name AS program, holder.usename AS login,
  to_char(holder.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') AS since
FROM pg_locks waiting
JOIN pg_stat_activity own ON own.pid = waiting.pid
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) blocking(pid)
JOIN pg_stat_activity holder ON holder.pid = blocking.pid
WHERE NOT waiting.granted
  AND own.datname = current_database() AND own.usename = current_user
  AND own.application_name = current_setting('application_name')
  AND waiting.waitstart < clock_timestamp() - $1 * interval '1 ms'
ORDER BY waiting.waitstart, holder.wait_event_type IS NOT DISTINCT FROM 'Lock', holder.pid
LIMIT 1`;

type WaitRow = Readonly<{
  what: string;
  seconds: number;
  pid: number;
  program: string;
  login: string | null;
  since: string | null;
}>;

/** Says which lock this process has been waiting for, and who holds it. Null if it waits for none, or not for long. */
export const longLockWait = async (database: Database, longMs = LONG_WAIT_MS): Promise<string | null> => {
  const [wait] = await database.queryAside<WaitRow>(LONGEST_WAIT, [longMs]);
  if (wait === undefined) return null;
  const { what, seconds, pid, program, login, since } = wait;
  const holder = [program, login === null ? '' : `user ${login}`, since === null ? '' : `at work since ${since}`];
  return `waiting for a lock on ${what} for ${seconds} s: session ${pid} of the database holds it (${holder
    .filter((part) => part !== '')
    .join(', ')})`;
};
