import type { PoolClient } from 'pg';
import { to } from 'pg-copy-streams';

/** The rows of `COPY … TO STDOUT`, each a line in COPY's text format, a few hundred at a time. */
export async function* copiedLines(client: PoolClient, sql: string): AsyncGenerator<readonly string[]> {
  const stream = client.query(to(sql));
  stream.setEncoding('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
}
