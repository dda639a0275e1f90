import { type Mark, MarkStore, MarkTransaction } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { holdGate } from '../database/locks.ts';

const MARKS = 'SELECT name, known_at, made_at, made_by FROM mark';

const INSERT_MARK = 'INSERT INTO mark (name, known_at, made_at, made_by) VALUES ($1, $2, $3, $4)';

/** When takes reported; one pass over the takes. */
const TAKES = 'SELECT min(taken_at) AS first, max(taken_at) AS last FROM take';

type MarkRow = Readonly<{ name: string; known_at: Date; made_at: Date; made_by: string }>;

const markFrom = (row: MarkRow): Mark => ({
  name: row.name,
  knownAt: row.known_at,
  madeAt: row.made_at,
  madeBy: row.made_by,
});

class PostgresMarkTransaction extends MarkTransaction {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async named(name: string): Promise<Mark | null> {
    const [row] = await this.transaction.query<MarkRow>(`${MARKS} WHERE name = $1`, [name]);
    return row === undefined ? null : markFrom(row);
  }

  async takes(): Promise<Readonly<{ first: Date; last: Date }> | null> {
    const [row] = await this.transaction.query<{ first: Date | null; last: Date | null }>(TAKES);
    const { first, last } = row ?? { first: null, last: null };
    return first === null || last === null ? null : { first, last };
  }

  async add({ name, knownAt, madeAt, madeBy }: Mark): Promise<void> {
    await this.transaction.query(INSERT_MARK, [name, knownAt, madeAt, madeBy]);
  }
}

export class PostgresMarkStore extends MarkStore {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<readonly Mark[]> {
    const rows = await this.database.query<MarkRow>(`${MARKS} ORDER BY made_at, name`);
    return rows.map(markFrom);
  }

  async transaction<T>(work: (transaction: MarkTransaction) => Promise<T>): Promise<T> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await holdGate(transaction);
      return work(new PostgresMarkTransaction(transaction));
    });
  }
}
