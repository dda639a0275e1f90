import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { type EachBatchPayload, Kafka, logLevel } from 'kafkajs';
import { Pool, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { smallFactOf } from '../small-job.ts';
import { ADVANCE, APPLY, COPY_INCOMING, INCOMING, TABLES } from './tables.sql.ts';

/** The bare ceiling: only the small job between kafkajs and COPY. One transaction per batch, several at once. */
const { KAFKA_BROKERS = '', KAFKA_GROUP_ID = '', DATABASE_URL, TOPIC = '' } = process.env;

/** Two keep two cores busy; the third runs while the others wait. */
const PARTITIONS_AT_ONCE = 3;

const pool = new Pool({ connectionString: DATABASE_URL, max: PARTITIONS_AT_ONCE });
pool.on('connect', (client) => void client.query(INCOMING));
await pool.query(TABLES);

const SPECIAL = /[\\\n\r\t]/;
const escaped = (text: string): string =>
  SPECIAL.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
    : text;

const copyText = (messages: EachBatchPayload['batch']['messages']): string =>
  messages
    .map(({ value, offset }) => {
      const text = value === null ? '' : value.toString();
      const fact = smallFactOf(text);
      if (fact === null) return '';
      const { source, id, contractId, amount } = fact;
      return `${escaped(source)}\t${escaped(id)}\t${escaped(contractId)}\t${amount}\t${offset}\t${escaped(text)}\n`;
    })
    .join('');

const inTransaction = async (act: (client: PoolClient) => Promise<void>): Promise<void> => {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await act(client);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
};

const apply = async ({ batch }: EachBatchPayload): Promise<void> => {
  const text = copyText(batch.messages);
  await inTransaction(async (client) => {
    await pipeline(Readable.from([text]), client.query(copyFrom(COPY_INCOMING)));
    await client.query(APPLY);
    await client.query(ADVANCE, [batch.partition, BigInt(batch.lastOffset()) + 1n]);
  });
};

const consumer = new Kafka({ brokers: [KAFKA_BROKERS], logLevel: logLevel.ERROR }).consumer({
  groupId: KAFKA_GROUP_ID,
  maxBytesPerPartition: 4 << 20,
  maxBytes: 16 << 20,
});
await consumer.connect();
await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
await consumer.run({ partitionsConsumedConcurrently: PARTITIONS_AT_ONCE, eachBatch: apply });
