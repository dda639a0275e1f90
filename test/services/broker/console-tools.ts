import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { kafkaClasspath } from './jars.ts';

const run = promisify(execFile);

export type ConsumedRow = Readonly<{
  partition: number;
  offset: bigint;
  headers: Readonly<Record<string, string>>;
  key: Buffer | null;
  value: Buffer | null;
}>;

/** Separates the parts of the output; long enough that no test's bytes contain it by chance. */
const MARK = 'a61bd6d5-9c0f-4f0e';
const FIELD = `${MARK}:field`;
const NEXT_HEADER = `${MARK}:header`;
const ROW = `${MARK}:row`;
const NULL = `${MARK}:null`;

/** The tool joins a group first, which takes long on a busy machine. */
const PATIENCE_MS = 120_000;

/**
 * Reads `count` records of a topic, byte for byte, by Kafka's own console consumer, which shares no code with ours. Needs
 * Java, whatever broker the tests use.
 */
export async function consumeRecords(
  service: Readonly<{ brokers: string }>,
  topic: string,
  count: number,
): Promise<readonly ConsumedRow[]> {
  if (count === 0) return [];
  const shown = ['partition', 'offset', 'headers', 'key', 'value'].map((part) => `print.${part}=true`);
  const marks = [`key.separator=${FIELD}`, `headers.separator=${NEXT_HEADER}`, `line.separator=${ROW}`];
  const output = await consoleTool('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    `--bootstrap-server=${service.brokers}`,
    `--topic=${topic}`,
    '--from-beginning',
    '--isolation-level=read_committed',
    `--timeout-ms=${PATIENCE_MS}`,
    `--max-messages=${count}`,
    ...[...shown, ...marks, `null.literal=${NULL}`].flatMap((property) => ['--property', property]),
  ]);
  return output.split(ROW).filter(Boolean).map(parsedRow);
}

/** Produces a record for each line by Kafka's own console producer, compressed as Java's clients do it. Needs Java. */
export async function produceCompressed(
  service: Readonly<{ brokers: string }>,
  { topic, codec, lines }: Readonly<{ topic: string; codec: string; lines: readonly string[] }>,
): Promise<void> {
  const options = [
    `--bootstrap-server=${service.brokers}`,
    `--topic=${topic}`,
    `--compression-codec=${codec}`,
    '--max-partition-memory-bytes=500000',
    '--timeout=200',
  ];
  await consoleTool('org.apache.kafka.tools.ConsoleProducer', options, lines.join('\n'));
}

/** Runs one of Kafka's tools; resolves to its output, one character for each byte. */
async function consoleTool(name: string, options: readonly string[], input = ''): Promise<string> {
  const jvm = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', await kafkaClasspath()];
  const running = run('java', [...jvm, name, ...options], { maxBuffer: 1 << 29, encoding: 'latin1' });
  running.child.stdin?.end(input);
  const { stdout } = await running;
  return stdout;
}

/** The fields are `Partition:0`, `Offset:7`, `name:value` for each header, key and value; Latin-1 keeps the bytes. */
function parsedRow(row: string): ConsumedRow {
  const [partition = '', offset = '', headers = '', key = '', ...value] = row.split(FIELD);
  return {
    partition: Number(partition.replace('Partition:', '')),
    offset: BigInt(offset.replace('Offset:', '')),
    headers: Object.fromEntries(headers === 'NO_HEADERS' ? [] : headers.split(NEXT_HEADER).map(parsedHeader)),
    key: bytes(key),
    value: bytes(value.join(FIELD)),
  };
}

/** The value of a header may contain colons, its name may not. */
function parsedHeader(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), Buffer.from(text.slice(at + 1), 'latin1').toString()];
}

const bytes = (text: string): Buffer | null => (text === NULL ? null : Buffer.from(text, 'latin1'));
