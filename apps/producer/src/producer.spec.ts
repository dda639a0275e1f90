import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keyedRecord } from './keyed-record.ts';
import { linesOf } from './lines-of.ts';
import { type KeyedRecord, RecordSender } from './record-sender.ts';
import { UsageError } from '@app/host';
import { runProducer } from './run-producer.ts';
import { type Pace, sendPaced } from './send-paced.ts';

class MemorySender extends RecordSender {
  readonly sends: (readonly KeyedRecord[])[] = [];
  readonly topics = new Set<string>();
  isClosed = false;

  override send(topic: string, records: readonly KeyedRecord[]): Promise<void> {
    this.topics.add(topic);
    this.sends.push([...records]);
    return Promise.resolve();
  }

  override close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

async function* numbered(count: number): AsyncGenerator<KeyedRecord> {
  for (let number = 1; number <= count; number += 1) yield await Promise.resolve({ key: null, value: String(number) });
}

const setUp = (perSecond: number) => {
  const sender = new MemorySender();
  const stop = new AbortController();
  let ms = 0;
  const pauses: number[] = [];
  const pace: Pace = {
    perSecond,
    now: () => ms,
    pause: (pause) => {
      pauses.push(pause);
      ms += pause;
      return Promise.resolve();
    },
    signal: stop.signal,
  };
  return { sender, stop, pauses, pace };
};

describe('keyedRecord', () => {
  it('has the contract as its key, even for an event that is otherwise invalid', () => {
    expect(keyedRecord('{"id":"1","data":{"contract_id":"sub_1"}}').key).toBe('sub_1');
  });

  it.each(['{"data":', '[]', 'null', '{"data":{"contract_id":7}}', '{"data":null}'])('has no key in %s', (line) => {
    expect(keyedRecord(line)).toEqual({ key: null, value: line });
  });
});

describe('sendPaced', () => {
  it('sends all lines in order', async () => {
    const { sender, pace, pauses } = setUp(0);
    await expect(sendPaced(numbered(1201), { sender, topic: 't' }, pace)).resolves.toBe(1201);
    expect(sender.sends.map(({ length }) => length)).toEqual([500, 500, 201]);
    expect(sender.sends.flat().map(({ value }) => Number(value))).toEqual(
      Array.from({ length: 1201 }, (_, i) => i + 1),
    );
    expect(pauses).toEqual([]);
  });

  it('keeps to the pace', async () => {
    const { sender, pace, pauses } = setUp(50);
    await sendPaced(numbered(100), { sender, topic: 't' }, pace);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(2000);
    expect(Math.max(...sender.sends.map(({ length }) => length))).toBe(5);
  });

  it('ends between two sends when the signal aborts', async () => {
    const { sender, pace, stop } = setUp(10);
    const stopping = { ...pace, pause: () => Promise.resolve(stop.abort()) };
    await expect(sendPaced(numbered(100), { sender, topic: 't' }, stopping)).resolves.toBe(1);
  });
});

describe('runProducer', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'producer-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = async (environment: Record<string, string>, args: readonly string[] = [], fault: Error | null = null) => {
    const sender = new MemorySender();
    const printed: string[] = [];
    const written: string[] = [];
    const open = () => (fault === null ? Promise.resolve(sender) : Promise.reject(fault));
    const code = await runProducer(open, {
      args,
      environment: { LOG_LEVEL: 'silent', ...environment },
      signal: new AbortController().signal,
      print: (text) => void printed.push(text),
      write: (text) => void written.push(text),
    });
    return { sender, code, printed: printed.join(''), written: written.join('') };
  };

  it('ends with exit code 2 and one line if the caller can mend the fault', async () => {
    const fault = new UsageError('KAFKA_CA_FILE: ca.pem cannot be read');
    const { code, printed } = await run({ KAFKA_BROKERS: 'k:1', EVENTS_FILE: 'events.jsonl' }, [], fault);
    expect([code, printed]).toEqual([2, 'KAFKA_CA_FILE: ca.pem cannot be read\n']);
  });

  it.each([
    ['events.jsonl', (text: string) => Buffer.from(text)],
    ['events.jsonl.gz', (text: string) => gzipSync(text)],
  ])('sends the lines of %s and closes its connection', async (name, packed) => {
    writeFileSync(join(folder, name), packed('one\r\n\n  \ntwo'));
    const environment = { KAFKA_BROKERS: 'k:1', EVENTS_FILE: join(folder, name), EVENTS_PER_SECOND: '0' };
    const { sender, code } = await run(environment);
    expect(code).toBe(0);
    expect(sender.sends.flat().map(({ value }) => value)).toEqual(['one', 'two']);
    expect(sender.isClosed).toBe(true);
  });

  it('fails where the file is missing or broken, and closes its connection', async () => {
    writeFileSync(join(folder, 'broken.gz'), 'no gzip');
    for (const file of ['missing.jsonl', 'missing.jsonl.gz', 'broken.gz']) {
      const { sender, code } = await run({ KAFKA_BROKERS: 'k:1', EVENTS_FILE: join(folder, file) });
      expect([file, code, sender.isClosed]).toEqual([file, 1, true]);
    }
    await expect(linesOf(join(folder, 'missing.jsonl')).next()).rejects.toThrow('ENOENT');
  });

  it('reports every invalid setting', async () => {
    const { code, printed } = await run({ EVENTS_PER_SECOND: 'many' });
    expect(code).toBe(2);
    expect(printed).toMatch(/^KAFKA_BROKERS is missing: .*\nEVENTS_PER_SECOND is "many": .*\n$/);
  });

  it('names a misspelt setting before the one that is missing', async () => {
    const { printed } = await run({ KAFKA_BROKER: 'k:1' });
    expect(printed).toMatch(/^KAFKA_BROKER is not a setting; did you mean KAFKA_BROKERS\?\nKAFKA_BROKERS is missing: /);
  });

  it('prints its settings with --help', async () => {
    const { code, printed } = await run({}, ['--help']);
    expect(code).toBe(0);
    expect(printed).toContain('EVENTS_FILE (default samples/events.jsonl.gz)');
  });

  it('sends the story of a company in a format, keyed by subscription, to the topic of that format', async () => {
    const { sender, code } = await run({ KAFKA_BROKERS: 'k:1' }, ['--format', 'stripe', '--rate', '0']);
    expect(code).toBe(0);
    expect(sender.topics).toEqual(new Set(['billing.stripe.v1']));
    const records = sender.sends.flat();
    const keys = records.map(({ value }) => /"(sub_[^"]+)"/.exec(value)?.[1]);
    expect(records.map(({ key }) => key)).toEqual(keys);
    expect(new Set(keys).size).toBe(32);
  });

  it('writes the story to a file or to standard output, without brokers, and no log between its lines', async () => {
    const file = join(folder, 'story.jsonl');
    expect((await run({}, ['--format', 'paddle', '--out', file])).code).toBe(0);
    const { written } = await run({}, ['--format', 'paddle', '--out', '-']);
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect(
      written
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('{"event_id"')),
    ).toBe(true);
    expect((await run({}, ['--format', 'csv', '--out', '-'])).written).toMatch(/^contract_id,customer,/);
    const missing = await run({}, ['--format', 'paddle', '--out', join(folder, 'no', 'file')]);
    expect([missing.code, missing.printed]).toEqual([2, expect.stringMatching(/^--out: .*ENOENT.*\n$/)]);
  });

  it('prints the adapter of a format', async () => {
    const { written, code } = await run({}, ['--format', 'killbill', '--adapter']);
    expect([code, JSON.parse(written)]).toEqual([0, { currency: 'USD' }]);
  });

  it.each([
    [['--format', 'strip'], '--format is "strip": expected stripe, '],
    [['--rate', '-1'], "Option '--rate' argument is ambiguous; see --help"],
    [['--rate', 'fast'], '--rate is "fast": expected a whole number from 0 to 1000000'],
    [['--formats', 'stripe'], "Unknown option '--formats'"],
    [['--format', 'csv'], 'a sheet can only be written'],
    [['--out', '-'], '--out and --adapter need --format'],
    [['--secret', 'x'], '--secret is only for --webhooks'],
    [['--format', 'stripe', '--webhooks', 'http://127.0.0.1:1'], '--webhooks needs --secret'],
    [['--format', 'stripe', '--webhooks', 'localhost:1', '--secret', 'x'], '--webhooks is "localhost:1": expected'],
    [['--webhooks', 'http://127.0.0.1:1', '--secret', 'x'], '--webhooks needs the --format of a billing system'],
    [['--format', 'stripe', '--webhooks', 'http://h', '--secret', 'x', '--out', '-'], 'give --webhooks or --out'],
  ])('ends with exit code 2 and one line for %j', async (args, line) => {
    const { code, printed } = await run({}, args);
    expect(code).toBe(2);
    expect(printed).toContain(line);
    expect(printed.split('\n')).toHaveLength(2);
  });
});
