import { CannotCheckError, type DoctorFinding, finding } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { RELATIONS } from '../migrations/privileges.ts';
import { LOCKS, OPEN_TRANSACTIONS, PREPARED, SEES_SESSIONS, WAITS } from './server.sql.ts';

/** What waits for less than this is at work. */
const LONG_WAIT_MS = 5_000;
const MINUTE_S = 60;

type Session = Readonly<{ pid: number; login: string | null; program: string }>;

const sessionText = ({ pid, login, program }: Session): string =>
  `session ${pid}${program === '' ? '' : ` (${program})`}${login === null ? '' : ` of ${login}`}`;

const ending = (pid: number): string => `SELECT pg_terminate_backend(${pid});`;

type OpenRow = Session & Readonly<{ state: string | null; seconds: number }>;

const openTransactions = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<OpenRow>(OPEN_TRANSACTIONS)).map((row) =>
    finding('transaction_open', {
      object: String(row.pid),
      what: `${sessionText(row)} has a transaction open for ${Math.round(row.seconds)} s (${row.state ?? 'unknown'})`,
      command: ending(row.pid),
      ...(row.seconds < MINUTE_S ? { severity: 'note' } : {}),
    }),
  );

/** Transactions that outlive their sessions. Every login may list them. */
export const preparedFindings = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<{ gid: string; owner: string; seconds: number }>(PREPARED)).map(({ gid, owner, seconds }) =>
    finding('transaction_prepared', {
      object: gid,
      what: `the transaction ${gid} of ${owner} was prepared ${Math.round(seconds)} s ago`,
      command: `ROLLBACK PREPARED '${gid.replaceAll("'", "''")}';`,
    }),
  );

type LockRow = Session & Readonly<{ kind: string; name: string | null; modes: string }>;

const locks = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<LockRow>(LOCKS, [RELATIONS])).map((row) =>
    row.kind === 'advisory'
      ? finding('lock_advisory', { object: String(row.pid), what: `${sessionText(row)} holds an advisory lock` })
      : finding('lock_held', {
          object: row.name ?? '',
          what: `${sessionText(row)} holds ${row.modes} on ${row.name}`,
          command: ending(row.pid),
        }),
  );

type WaitRow = Readonly<{
  program: string;
  what: string;
  seconds: number;
  holder: number;
  login: string | null;
  holdingProgram: string;
}>;

const waits = async ({ query }: Querying): Promise<readonly DoctorFinding[]> =>
  (await query<WaitRow>(WAITS, [LONG_WAIT_MS])).map(({ program, what, seconds, holder, login, holdingProgram }) =>
    finding('lock_waited_for', {
      object: what,
      what: `${program} has waited for ${what} for ${Math.round(seconds)} s: ${sessionText({ pid: holder, login, program: holdingProgram })} holds it`,
      command: ending(holder),
    }),
  );

/**
 * Transactions and locks of others that keep the services from their work. Throws `CannotCheckError` if this login may
 * not see what the sessions of others do: the server shows them without a word of what is left out.
 */
export const sessionFindings = async (store: Querying): Promise<readonly DoctorFinding[]> => {
  const [own] = await store.query<{ login: string; sees: boolean }>(SEES_SESSIONS);
  if (own?.sees !== true)
    throw new CannotCheckError(
      `this login does not see what the sessions of others do: GRANT pg_read_all_stats TO ${own?.login};`,
    );
  return [...(await openTransactions(store)), ...(await locks(store)), ...(await waits(store))];
};
