import { type ConsumedRow, consumeTopic, type KafkaService, withAdmin } from '../../services/kafka.ts';

/** Every record of a topic, read by Kafka's own consumer. */
export const allRecords = async (kafka: KafkaService, topic: string): Promise<readonly ConsumedRow[]> => {
  const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const count = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  return count === 0 ? [] : consumeTopic(kafka, topic, { count });
};

const sequence = ({ headers }: ConsumedRow): bigint => BigInt(headers['ce_sequence'] ?? '-1');

/** The records that a subscriber keeps: for each key the one with the highest `ce_sequence`, wherever it is. */
export const latestByKey = (records: readonly ConsumedRow[]): ReadonlyMap<string, ConsumedRow> => {
  const latest = new Map<string, ConsumedRow>();
  for (const record of records) {
    const key = String(record.key);
    const held = latest.get(key);
    if (held === undefined || sequence(held) < sequence(record)) latest.set(key, record);
  }
  return latest;
};

/** The records of each key by ascending `ce_sequence`. One that was sent again, under a higher number, is there once. */
export const historyByKey = (records: readonly ConsumedRow[]): ReadonlyMap<string, readonly ConsumedRow[]> => {
  const latestFirst = records.toSorted((a, b) => (sequence(a) < sequence(b) ? 1 : -1));
  const byId = new Map(latestFirst.map((record) => [record.headers['ce_id'], record]));
  const ordered = [...byId.values()].toSorted((a, b) => (sequence(a) < sequence(b) ? -1 : 1));
  return Map.groupBy(ordered, ({ key }) => String(key));
};

export type JsonObject = Readonly<Record<string, unknown>>;

export const jsonOf = ({ value }: Readonly<{ value: Buffer | null }>): JsonObject => JSON.parse(String(value));
