import type { IncomingBatch, IncomingRecord } from '@app/processing';
import type { Batch, IHeaders, KafkaMessage } from 'kafkajs';

/**
 * The driver's batch, cut into batches of at most `maxRecords`. The first continues at `follows` (null: no progress is
 * stored), each other one after its predecessor. The last one also covers records that the driver filtered out.
 */
export function* incomingBatches(batch: Batch, follows: bigint | null, maxRecords: number): Generator<IncomingBatch> {
  const { topic, partition, messages } = batch;
  let expected = follows;
  for (let from = 0; from < messages.length; from += maxRecords) {
    const records = messages.slice(from, from + maxRecords).map(incomingRecord);
    const following = messages[from + maxRecords];
    const nextPosition = following ? BigInt(following.offset) : BigInt(batch.lastOffset()) + 1n;
    yield {
      origin: { kind: 'partition', topic, partition },
      records,
      follows: expected,
      nextPosition,
      logEnd: BigInt(batch.highWatermark),
    };
    expected = nextPosition;
  }
}

/** The offset that the driver asked for. The driver's types omit the field. */
export function fetchedFrom(batch: Batch): bigint {
  const offset: unknown = Reflect.get(batch, 'fetchedOffset');
  if (typeof offset !== 'string')
    throw new TypeError('This version of kafkajs does not report the fetched offset of a batch.');
  return BigInt(offset);
}

const incomingRecord = ({ offset, key, value, headers }: KafkaMessage): IncomingRecord => ({
  position: BigInt(offset),
  key,
  value,
  headers: headers ? incomingHeaders(headers) : {},
});

/** If a header occurs several times, the last one counts, as with Kafka's own `lastHeader`. */
const incomingHeaders = (headers: IHeaders): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, asBuffer(Array.isArray(value) ? value.at(-1) : value)]),
  );

const asBuffer = (value: Buffer | string | null | undefined): Buffer =>
  typeof value === 'string' ? Buffer.from(value) : (value ?? Buffer.alloc(0));
