import { Pool, type QueryResultRow } from 'pg';

/** A database of the bench's server, for the bench's own queries. */
export class Store {
  #pool: Pool | null = null;

  constructor(
    readonly url: string,
    readonly name: string,
    private readonly onDrop: () => Promise<unknown> = () => Promise.resolve(),
  ) {}

  async query<R extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<readonly R[]> {
    return (await this.#open().query<R>(sql, [...values])).rows;
  }

  /** The only row of a result. */
  async row(sql: string): Promise<Readonly<Record<string, unknown>>> {
    const [row] = await this.query(sql);
    if (row === undefined) throw new Error(`No row: ${sql}`);
    return row;
  }

  /** The only figure of a result; null if there is none, or no such table yet. */
  async figure(sql: string): Promise<number | null> {
    const rows = await this.query(sql).catch(() => []);
    const [value] = Object.values(rows[0] ?? {});
    return value === null || value === undefined ? null : Number(value);
  }

  async disconnect(): Promise<void> {
    await this.#pool?.end();
    this.#pool = null;
  }

  async drop(): Promise<void> {
    await this.disconnect();
    await this.onDrop();
  }

  #open(): Pool {
    if (this.#pool !== null) return this.#pool;
    this.#pool = new Pool({ connectionString: this.url, max: 2 });
    // The server may close a connection that is idle in the pool.
    this.#pool.on('error', () => undefined);
    return this.#pool;
  }
}
