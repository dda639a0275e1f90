import { pipeline } from 'node:stream/promises';
import type { Policy } from '@app/domain';
import { from, to } from 'pg-copy-streams';
import type { Database, Transaction } from '../../database/database.ts';
import { periodSums } from '../comparison/period-sums.ts';
import { CREATE_WORKING_TABLES } from '../sql/working-tables.sql.ts';
import { type CopiedTable, copyIn, copyOut, createCopy, indexCopy } from './copied-tables.sql.ts';
import type { SharedPeriods } from './shared-periods.ts';

/** While one side sums up, the other is silent in its transaction. */
const MAY_WAIT = `SET LOCAL idle_in_transaction_session_timeout = '10min'`;

/**
 * The state of the store that the second connection begins with: that of the take, or the last one if nobody else can
 * write.
 */
type Snapshot = 'shared' | 'last';

/** The periods that are summed up, under which policy, and the tables that the transaction of the take has written. */
type Work = Readonly<{ policy: Policy; periods: SharedPeriods; written: readonly CopiedTable[] }>;

const copyTable = async (table: CopiedTable, own: Transaction, beside: Transaction): Promise<void> => {
  await beside.query(createCopy(table));
  await pipeline(own.client.query(to(copyOut(table))), beside.client.query(from(copyIn(table))));
  await beside.query(indexCopy(table));
};

/**
 * Sums periods up on a second connection while the take sums up others: a month of a large book keeps one core of the
 * server busy. The connection sees the books as the take does. What the take has written is copied for it.
 */
export class SumsBeside {
  #ended: Promise<void> | null = null;
  #periods: SharedPeriods | null = null;

  constructor(
    private readonly database: Pick<Database, 'pass'>,
    private readonly snapshot: Snapshot,
  ) {}

  /**
   * Resolves once the second connection sees the books; it then sums up periods until none is left. If the server has no
   * connection left, all periods are left to the take.
   */
  async begin(own: Transaction, { policy, periods, written }: Work): Promise<void> {
    this.#periods = periods;
    await own.query(MAY_WAIT);
    const snapshot = this.snapshot === 'shared' ? await exportedSnapshot(own) : null;
    await new Promise<void>((isReady, isNotReady) => {
      let isConnected = false;
      this.#ended = this.database
        .pass('REPEATABLE READ', async (beside) => {
          isConnected = true;
          if (snapshot !== null) await beside.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`);
          await beside.query(MAY_WAIT);
          // Made before the copies, because one of them has the columns of a table of the store.
          await beside.query(CREATE_WORKING_TABLES);
          for (const table of written) await copyTable(table, own, beside);
          isReady();
          await periods.work((at) => periodSums(beside, policy, at));
        })
        .catch((error: unknown) => (isConnected ? isNotReady(error) : isReady()));
    });
  }

  /** Ends the second connection's work after the period that it is at. */
  async end(): Promise<void> {
    this.#periods?.stop();
    await this.#ended;
  }
}

const exportedSnapshot = async ({ query }: Transaction): Promise<string> => {
  const [row] = await query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
  return row?.snapshot ?? '';
};
