import { Pool, type QueryResultRow } from 'pg';

/** A database of the bench's server, as the bench itself looks at it. */
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

  /** The one row of an answer. */
  async row(sql: string): Promise<Readonly<Record<string, unknown>>> {
    const [row] = await this.query(sql);
    if (row === undefined) throw new Error(`No row: ${sql}`);
    return row;
  }

  /** The one figure of an answer, or null where there is none, or no such table yet. */
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
    // Told by the server that a connection that rests here is gone.
    this.#pool.on('error', () => undefined);
    return this.#pool;
  }
}
