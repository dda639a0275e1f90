import { describe, expect, it } from '@jest/globals';
import type { BooksNow } from '@app/persistence';
import { day } from '../../../../test/builders/events.ts';
import { SharedAnswers } from './shared-answers.ts';

const MARCH = day('2025-03-31');

/** Books whose state a test changes, and answers that say how often they were worked out. */
const setup = () => {
  const books: { now: BooksNow } = { now: { version: '1', basis: 'a', asOf: null, changed: [] } };
  const counts = { looks: 0, works: 0 };
  const answers = new SharedAnswers(async () => {
    counts.looks += 1;
    return books.now;
  });
  const ask = async (upTo: typeof MARCH | null, question = 'q', text?: string): Promise<string> => {
    const now = await answers.now();
    const work = async () => ({ text: text ?? `answer ${(counts.works += 1)}`, headers: {} });
    return (await answers.of(question, now, upTo, work)).text;
  };
  return { books, counts, answers, ask };
};

const changedFrom = (start: string): BooksNow['changed'] => [{ start: day(start), end: null }];

describe('An answer', () => {
  it('is worked out once for all who ask while the books are the same', async () => {
    const { ask, counts } = setup();
    expect(await Promise.all([ask(null), ask(null), ask(null)])).toEqual(['answer 1', 'answer 1', 'answer 1']);
    expect(await ask(null)).toBe('answer 1');
    expect(counts.works).toBe(1);
    expect(await ask(null, 'another question')).toBe('answer 2');
  });

  it('is worked out again once anything changed', async () => {
    const { ask, books } = setup();
    await ask(null);
    books.now = { ...books.now, version: '2', changed: changedFrom('2030-01-01') };
    expect(await ask(null)).toBe('answer 2');
  });

  it('about days of the past stays until one of them or a day before changes', async () => {
    const { ask, books } = setup();
    await ask(MARCH);
    books.now = { version: '2', basis: 'a', asOf: null, changed: changedFrom('2025-04-01') };
    expect(await ask(MARCH)).toBe('answer 1');
    books.now = { version: '3', basis: 'a', asOf: null, changed: changedFrom('2025-03-31') };
    expect(await ask(MARCH)).toBe('answer 2');
    books.now = { version: '4', basis: 'a', asOf: null, changed: null };
    expect(await ask(MARCH)).toBe('answer 3');
    books.now = { version: '4', basis: 'b', asOf: null, changed: [] };
    expect(await ask(MARCH)).toBe('answer 4');
  });

  it('that began before a change is not kept for those who ask afterwards', async () => {
    const { answers, books } = setup();
    const finish = Promise.withResolvers<void>();
    const slow = answers.of('q', await answers.now(), MARCH, async () => {
      await finish.promise;
      return { text: 'before', headers: {} };
    });
    books.now = { version: '2', basis: 'a', asOf: null, changed: changedFrom('2025-01-01') };
    const later = answers.of('q', await answers.now(), MARCH, async () => ({ text: 'after', headers: {} }));
    finish.resolve();
    expect([(await slow).text, (await later).text]).toEqual(['before', 'after']);
    const kept = answers.of('q', await answers.now(), MARCH, async () => ({ text: 'again', headers: {} }));
    expect((await kept).text).not.toBe('before');
  });

  it('is not kept if it failed', async () => {
    const { answers, ask } = setup();
    const failing = answers.of('q', await answers.now(), null, () => Promise.reject(new Error('given up')));
    await expect(failing).rejects.toThrow('given up');
    expect(await ask(null)).toBe('answer 1');
  });

  it('gives way to newer ones when all of them are too long', async () => {
    const { ask } = setup();
    await ask(null, 'first');
    for (let i = 0; i < 5; i += 1) await ask(null, `long ${i}`, 'x'.repeat(8 * 1024 * 1024));
    expect(await ask(null, 'first')).toBe('answer 2');
    expect(await ask(null, 'long 4', 'other')).toHaveLength(8 * 1024 * 1024);
  });
});

describe('A slow answer', () => {
  /** Answers that take as long as a test says, by a clock that it moves; rests last until the test ends them. */
  const slow = (takesMs = 5_000) => {
    const books = { now: { version: '1', basis: 'a', asOf: null, changed: [] as BooksNow['changed'] } };
    const time = { ms: 0 };
    const rests: Readonly<{ ms: number; end: () => void }>[] = [];
    // Nobody here loses patience.
    const sleep = (ms: number, signal?: AbortSignal) =>
      new Promise<void>((end) => signal === undefined && rests.push({ ms, end }));
    const answers = new SharedAnswers(async () => books.now, { clock: { now: () => time.ms, sleep }, slowMs: 2_000 });
    let works = 0;
    let isFailing = false;
    const work = async () => {
      if (isFailing) throw new Error('given up');
      time.ms += takesMs;
      works += 1;
      return { text: `answer ${works}`, headers: {} };
    };
    const ask = async (upTo: typeof MARCH | null = null, question = 'q') => {
      const { text, isOld, ageMs, version } = await answers.of(question, await answers.now(), upTo, work);
      return { text, isOld, ageMs, version };
    };
    const change = (changes: Partial<(typeof books)['now']>) => (books.now = { ...books.now, ...changes });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    return { ask, change, time, rests, settled, fail: (fails: boolean) => (isFailing = fails) };
  };

  it('is given on with its age and its version, and worked out again in the background', async () => {
    const { ask, change, time, settled } = slow();
    expect(await ask()).toEqual({ text: 'answer 1', isOld: false, ageMs: 5_000, version: '1' });
    change({ version: '2' });
    time.ms += 1_000;
    const old = await ask();
    expect(old).toMatchObject({ text: 'answer 1', isOld: true, version: '1' });
    expect(old.ageMs).toBeGreaterThanOrEqual(6_000);
    await settled();
    expect(await ask()).toMatchObject({ text: 'answer 2', isOld: false, version: '2' });
  });

  it('about days of the past is old as soon as one of them has changed', async () => {
    const { ask, change, settled } = slow();
    await ask(MARCH);
    change({ version: '2', changed: changedFrom('2025-04-01') });
    expect(await ask(MARCH)).toMatchObject({ text: 'answer 1', isOld: false, version: '2' });
    change({ version: '3', changed: changedFrom('2025-03-31') });
    expect(await ask(MARCH)).toMatchObject({ text: 'answer 1', isOld: true, version: '1' });
    await settled();
    change({ changed: [] });
    expect(await ask(MARCH)).toMatchObject({ text: 'answer 2', isOld: false });
  });

  it('is given on for forty times as long as it took', async () => {
    const { ask, change, time } = slow(2_000);
    await ask();
    change({ version: '2' });
    time.ms = 80_000;
    expect(await ask()).toMatchObject({ text: 'answer 1', isOld: true });
    const late = slow(2_000);
    await late.ask();
    late.change({ version: '2' });
    late.time.ms = 80_001;
    expect(await late.ask()).toMatchObject({ text: 'answer 2', isOld: false });
  });

  it('is waited for when it is ten minutes old, and under another policy, rate or day', async () => {
    const { ask, change, time } = slow(20_000);
    await ask();
    change({ version: '2' });
    time.ms += 600_000;
    expect(await ask()).toMatchObject({ text: 'answer 2', isOld: false });
    change({ version: '3', basis: 'b' });
    expect(await ask()).toMatchObject({ text: 'answer 3', isOld: false });
  });

  it('is worked out one at a time, with rests of twice as long', async () => {
    const { ask, change, rests, settled } = slow();
    await ask(null, 'q');
    await ask(null, 'r');
    change({ version: '2' });
    await ask(null, 'q');
    await ask(null, 'r');
    await settled();
    expect(rests.map(({ ms }) => ms)).toEqual([10_000]);
    expect((await ask(null, 'q')).text).toBe('answer 3');
    expect(await ask(null, 'r')).toMatchObject({ text: 'answer 2', isOld: true });
    rests[0]?.end();
    await settled();
    expect(await ask(null, 'r')).toMatchObject({ text: 'answer 4', isOld: false });
  });

  it('that cannot be worked out again is given on, and tried again', async () => {
    const { ask, change, rests, settled, fail } = slow();
    await ask();
    change({ version: '2' });
    fail(true);
    await ask();
    await settled();
    fail(false);
    expect(await ask()).toMatchObject({ text: 'answer 1', isOld: true });
    rests[0]?.end();
    await settled();
    expect((await ask()).text).toBe('answer 2');
  });

  it('is nothing that a quick one is taken for', async () => {
    const { ask, change } = slow(1_999);
    await ask();
    change({ version: '2' });
    expect(await ask()).toMatchObject({ text: 'answer 2', isOld: false });
  });
});

describe('An answer that takes longer than anybody waits for', () => {
  it('is refused for a while, and is there for who asks again', async () => {
    const pauses: Readonly<{ ms: number; end: () => void }>[] = [];
    const sleep = (ms: number) => new Promise<void>((end) => pauses.push({ ms, end }));
    const answers = new SharedAnswers(async () => ({ version: '1', basis: '', asOf: null, changed: [] }), {
      clock: { now: () => 0, sleep },
    });
    const finish = Promise.withResolvers<void>();
    const ask = async () =>
      answers.of('q', await answers.now(), null, async () => {
        await finish.promise;
        return { text: 'the answer', headers: {} };
      });
    const impatient = ask();
    await new Promise((resolve) => setImmediate(resolve));
    expect(pauses.map(({ ms }) => ms)).toEqual([30_000]);
    pauses[0]?.end();
    await expect(impatient).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '10' } });
    const again = ask();
    finish.resolve();
    expect((await again).text).toBe('the answer');
  });
});

describe('A look at the books', () => {
  it('is shared by those who ask while another one runs, and begins after they asked', async () => {
    const gates: (() => void)[] = [];
    const answers = new SharedAnswers(async () => {
      await new Promise<void>((resolve) => gates.push(resolve));
      return { version: String(gates.length), basis: '', asOf: null, changed: [] };
    });
    const first = answers.now();
    const others = [answers.now(), answers.now()];
    gates[0]?.();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    expect(gates).toHaveLength(2);
    gates[1]?.();
    expect((await Promise.all(others)).map(({ version }) => version)).toEqual(['2', '2']);
  });
});
