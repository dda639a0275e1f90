import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { KeyedRecord } from './keyed-record.ts';
import { NotAcknowledgedError, SendQueue } from './send-queue.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const passes = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

const record = (text: string): KeyedRecord => ({ key: null, value: Buffer.from(text), headers: {} });

const texts = (records: readonly KeyedRecord[]): string[] => records.map(({ value }) => String(value));

type Produce = (records: readonly KeyedRecord[]) => Promise<void>;

const queueWith = (produce: Produce, { maxSendBytes = 1_000_000 } = {}) => {
  const sends: string[][] = [];
  const failures: string[] = [];
  const queue = new SendQueue({
    produce: (records) => {
      sends.push(texts(records));
      return produce(records);
    },
    lingerMs: 5,
    maxSendBytes,
    waitMs: () => 100,
    onFailure: ({ message }) => failures.push(message),
  });
  const outcomes: Record<string, string> = {};
  const add = (text: string, withinMs = 10_000): void => {
    queue.add(record(text), withinMs).then(
      () => (outcomes[text] = 'acknowledged'),
      (error: unknown) => (outcomes[text] = error instanceof NotAcknowledgedError ? error.message : 'another error'),
    );
  };
  return { queue, sends, failures, outcomes, add };
};

const acknowledging =
  (ms: number): Produce =>
  () =>
    new Promise((resolve) => setTimeout(resolve, ms));

const tooLarge = (): Error => Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });

describe('SendQueue', () => {
  it('acknowledges a record only once its send has resolved', async () => {
    const { outcomes, add } = queueWith(acknowledging(50));
    add('a');
    await passes(54);
    expect(outcomes).toEqual({});
    await passes(1);
    expect(outcomes).toEqual({ a: 'acknowledged' });
  });

  it('sends together what comes within the linger or while a send is in work', async () => {
    const { sends, add } = queueWith(acknowledging(50));
    add('a');
    await passes(3);
    add('b');
    await passes(10);
    add('c');
    add('d');
    await passes(100);
    expect(sends).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('cuts a batch at the most bytes, and sends a larger record by itself', async () => {
    const { sends, outcomes, add } = queueWith(acknowledging(0), { maxSendBytes: 1_000 });
    const [small, large] = ['s'.repeat(300), 'l'.repeat(5_000)];
    for (const text of [`1${small}`, `2${small}`, large, `3${small}`]) add(text);
    await passes(100);
    expect(sends.map((send) => send.map((text) => text[0]))).toEqual([['1', '2'], ['l'], ['3']]);
    expect(Object.values(outcomes)).toEqual(Array.from({ length: 4 }, () => 'acknowledged'));
  });

  it('sends a failed batch again, with what has come since', async () => {
    let broken = true;
    const { sends, failures, outcomes, add } = queueWith(() =>
      broken ? Promise.reject(new Error('no broker')) : Promise.resolve(),
    );
    add('a');
    await passes(50);
    add('b');
    broken = false;
    await passes(100);
    expect(sends).toEqual([['a'], ['a', 'b']]);
    expect(failures).toEqual(['no broker']);
    expect(outcomes).toEqual({ a: 'acknowledged', b: 'acknowledged' });
  });

  it('refuses a record whose time is over, in work or not, and does not send it again', async () => {
    let fail: (error: Error) => void = () => {};
    const first = new Promise<void>((_, reject) => (fail = reject));
    let calls = 0;
    const { sends, outcomes, add } = queueWith(() => ((calls += 1) === 1 ? first : Promise.resolve()));
    add('in work', 1_000);
    await passes(10);
    add('waiting', 1_000);
    add('patient', 60_000);
    await passes(1_000);
    expect(outcomes).toEqual({
      'in work': 'not acknowledged within 1000 ms',
      waiting: 'not acknowledged within 1000 ms',
    });
    fail(new Error('frozen'));
    await passes(200);
    expect(sends).toEqual([['in work'], ['patient']]);
    expect(outcomes['patient']).toBe('acknowledged');
  });

  it('refuses the one record that the broker does not take, and acknowledges those of its batch', async () => {
    const { outcomes, add } = queueWith((records) =>
      texts(records).includes('huge') ? Promise.reject(tooLarge()) : Promise.resolve(),
    );
    for (const text of ['a', 'huge', 'b']) add(text);
    await passes(2_000);
    expect(outcomes).toEqual({ a: 'acknowledged', huge: 'refused by the broker: too large', b: 'acknowledged' });
  });

  it('sends what is left when it closes, and takes nothing new', async () => {
    const { queue, outcomes, add } = queueWith(acknowledging(50));
    add('a');
    await passes(10);
    add('b');
    let hasClosed = false;
    void queue.close().then(() => (hasClosed = true));
    add('late');
    await passes(60);
    expect([hasClosed, outcomes['a']]).toEqual([false, 'acknowledged']);
    await passes(50);
    expect(hasClosed).toBe(true);
    expect(outcomes).toEqual({ a: 'acknowledged', b: 'acknowledged', late: 'the sender is closed' });
  });

  it('refuses what is left when a send fails while it closes', async () => {
    const { queue, sends, outcomes, add } = queueWith(() => Promise.reject(new Error('no broker')));
    add('a');
    await passes(10);
    await queue.close();
    expect(outcomes).toEqual({ a: 'the sender is closed' });
    expect(sends.length).toBeLessThanOrEqual(2);
  });

  it('refuses a send in work too when it is abandoned', async () => {
    const { queue, outcomes, add } = queueWith(() => new Promise(() => {}));
    add('a');
    await passes(10);
    add('b');
    queue.abandon();
    await passes(0);
    expect(outcomes).toEqual({ a: 'the sender is closed', b: 'the sender is closed' });
  });
});
