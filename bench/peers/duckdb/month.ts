import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { Client } from 'pg';
import { to } from 'pg-copy-streams';
import type { Store } from '../../services/store.ts';
import { type Exported, EXPORTS, importing, MONTH } from './month.sql.ts';

/** The days that a month compares: the measured, the prior and the year-ago day. */
export type ComparedDays = Readonly<{ now: string; prior: string; yearAgo: string }>;

/** The sums of a segment that has customers, as exact decimals. */
export type DuckSegment = Readonly<{ dimension: string; segment: string; logos: number; arr: string; acv: string }>;

export type DuckMonth = Readonly<{ seconds: number; segments: readonly DuckSegment[] }>;

/** The books in tables of DuckDB's own, in its memory. */
export type DuckBooks = Readonly<{ month: (days: ComparedDays) => Promise<DuckMonth>; close: () => void }>;

const exportTable = async (store: Store, table: Exported, file: string): Promise<void> => {
  const client = new Client({ connectionString: store.url });
  await client.connect();
  try {
    const rows = client.query(to(`COPY (${EXPORTS[table]}) TO STDOUT (FORMAT csv)`));
    await pipeline(rows, createWriteStream(file));
  } finally {
    await client.end();
  }
};

/** Exports the spans, customers and rates of a store to DuckDB. */
export const duckBooks = async (store: Store, folder: string): Promise<DuckBooks> => {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  for (const table of Object.keys(EXPORTS) as readonly Exported[]) {
    const file = join(folder, `${table}.csv`);
    await exportTable(store, table, file);
    await connection.run(importing(table, file));
    await rm(file);
  }
  return {
    month: async ({ now, prior, yearAgo }) => {
      const began = performance.now();
      const rows = (await connection.runAndReadAll(MONTH, [now, prior, yearAgo])).getRowObjectsJson();
      const seconds = (performance.now() - began) / 1000;
      const text = (value: Json | undefined): string => (typeof value === 'string' ? value : String(Number(value)));
      const segments = rows.map((row) => ({
        ...{ dimension: text(row['dimension']), segment: text(row['segment']), logos: Number(row['logos']) },
        ...{ arr: text(row['arr']), acv: text(row['acv']) },
      }));
      return { seconds, segments: segments.filter(({ logos }) => logos > 0) };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
};
