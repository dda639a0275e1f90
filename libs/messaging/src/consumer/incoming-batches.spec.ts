import { describe, expect, it } from '@jest/globals';
import type { Batch, KafkaMessage } from 'kafkajs';
import { fetchedFrom, incomingBatches } from './incoming-batches.ts';

const message = (offset: number, headers: KafkaMessage['headers'] = {}): KafkaMessage => ({
  offset: String(offset),
  key: null,
  value: Buffer.from(`value-${offset}`),
  timestamp: '0',
  attributes: 0,
  headers,
});

const fetched = (messages: KafkaMessage[], lastOffset: number): Batch & { fetchedOffset: string } => ({
  topic: 'topic',
  partition: 3,
  highWatermark: '1000',
  fetchedOffset: '7',
  messages,
  isEmpty: () => messages.length === 0,
  firstOffset: () => messages[0]?.offset ?? null,
  lastOffset: () => String(lastOffset),
  offsetLag: () => '0',
  offsetLagLow: () => '0',
});

describe('incomingBatches', () => {
  it('continue each other over gaps, and the last one covers filtered records at its end', () => {
    const batch = fetched(
      [10, 11, 15, 16, 20].map((offset) => message(offset)),
      22,
    );
    const cut = [...incomingBatches(batch, 8n, 2)];
    expect(cut.map(({ records }) => records.map(({ position }) => position))).toEqual([[10n, 11n], [15n, 16n], [20n]]);
    expect(cut.map(({ nextPosition }) => nextPosition)).toEqual([15n, 20n, 23n]);
    expect(cut.map(({ follows }) => follows)).toEqual([8n, 15n, 20n]);
    expect(cut[0]).toMatchObject({ origin: { kind: 'partition', topic: 'topic', partition: 3 }, logEnd: 1000n });
  });

  it('carry headers as bytes: the last of several, empty without a value', () => {
    const headers = { text: 'a', bytes: Buffer.from([255]), several: ['a', Buffer.from('b')], none: undefined };
    const [batch] = incomingBatches(fetched([message(0, headers)], 0), null, 10);
    expect(batch?.records[0]?.headers).toEqual({
      text: Buffer.from('a'),
      bytes: Buffer.from([255]),
      several: Buffer.from('b'),
      none: Buffer.alloc(0),
    });
  });
});

describe('fetchedFrom', () => {
  it('is the offset that the driver asked for', () => {
    expect(fetchedFrom(fetched([], 0))).toBe(7n);
  });

  it('refuses a driver that does not report it', () => {
    const { fetchedOffset: _, ...batch } = fetched([], 0);
    expect(() => fetchedFrom(batch)).toThrow('does not report the fetched offset');
  });
});
