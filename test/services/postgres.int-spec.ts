import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { freshDatabase, type PostgresService, startPostgres } from './postgres.ts';

let service: PostgresService;

beforeAll(async () => {
  service = await startPostgres();
});
afterAll(() => service.stop());

const asked = async (url: string, sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('freshDatabase', () => {
  it('gives every caller a migrated database of its own, and drops it', async () => {
    const [one, other] = await Promise.all([freshDatabase(service), freshDatabase(service)]);
    await asked(one.url, `INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ('t', 0, 1, 1)`);
    expect(await asked(one.url, 'SELECT topic FROM progress')).toEqual([{ topic: 't' }]);
    expect(await asked(other.url, 'SELECT topic FROM progress')).toEqual([]);
    await Promise.all([one.drop(), other.drop()]);
    await expect(asked(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});
