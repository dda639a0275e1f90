import { asError, chainOf, messageOf, pause, type WaitMs } from '@app/platform';
import type { KeyedRecord } from './keyed-record.ts';
import { sizeOf } from './runs.ts';

/** The brokers did not acknowledge a record in time, or cannot take it. They may store it all the same. */
export class NotAcknowledgedError extends Error {
  override readonly name = 'NotAcknowledgedError';
}

export type SendQueueOptions = Readonly<{
  /** Resolves once all of the records are acknowledged. */
  produce: (records: readonly KeyedRecord[]) => Promise<void>;
  /** How long records are collected before a send. */
  lingerMs: number;
  maxSendBytes: number;
  /** The wait after the n-th failure in a row. */
  waitMs: WaitMs;
  /** Called with each failure of a send; its records are sent again until they expire. */
  onFailure: (error: Error) => void;
}>;

type Waiting = Readonly<{
  record: KeyedRecord;
  bytes: number;
  isSettled: () => boolean;
  acknowledge: () => void;
  refuse: (error: NotAcknowledgedError) => void;
}>;

const RECORDS_AT_ONCE = 1_000;

/** The broker's names for faults of the records themselves. Sending them again cannot help. */
const OF_RECORDS: ReadonlySet<unknown> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

const isOfRecords = (error: unknown): boolean => chainOf(error).some((of) => OF_RECORDS.has(Reflect.get(of, 'type')));

/** A record with the promise of its acknowledgement. `onExpired` is called when that comes too late. */
const awaiting = (record: KeyedRecord, withinMs: number, onExpired: (waiting: Waiting) => void) => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isSettled = false;
  const settle = (act: () => void): void => {
    clearTimeout(timer);
    isSettled = true;
    act();
  };
  const waiting: Waiting = {
    record,
    bytes: sizeOf(record),
    isSettled: () => isSettled,
    acknowledge: () => settle(resolve),
    refuse: (error) => settle(() => reject(error)),
  };
  const timer = setTimeout(
    () => {
      waiting.refuse(new NotAcknowledgedError(`not acknowledged within ${Math.round(withinMs)} ms`));
      onExpired(waiting);
    },
    Math.max(0, withinMs),
  );
  return { promise, waiting };
};

/**
 * Sends the records of one topic in batches, one batch at a time: while one is on its way, the next one collects. A
 * failed batch is sent again until its records expire, so a record can be stored more than once.
 */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #ending = new AbortController();
  /** In the order of sending. An expired record is removed at once, so that memory is bounded while no send returns. */
  #waiting = new Set<Waiting>();
  #atOnce = RECORDS_AT_ONCE;
  #inWork: readonly Waiting[] = [];
  #work: Promise<void> | null = null;

  constructor(options: SendQueueOptions) {
    this.#options = options;
  }

  /** Resolves once the record is acknowledged. Rejects with `NotAcknowledgedError` after `withinMs` at the latest. */
  add(record: KeyedRecord, withinMs: number): Promise<void> {
    if (this.#ending.signal.aborted) return Promise.reject(new NotAcknowledgedError('the sender is closed'));
    const { promise, waiting } = awaiting(record, withinMs, (expired) => this.#waiting.delete(expired));
    this.#waiting.add(waiting);
    this.#work ??= this.#drain().finally(() => (this.#work = null));
    return promise;
  }

  /** Sends what is left, without further retries, and resolves once all of it is acknowledged or refused. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#work;
  }

  /** Refuses what is left, also of the send in work. */
  abandon(): void {
    const error = new NotAcknowledgedError('the sender is closed');
    for (const { refuse } of [...this.#inWork, ...this.#waiting]) refuse(error);
    this.#waiting.clear();
  }

  async #drain(): Promise<void> {
    const { signal } = this.#ending;
    let failures = 0;
    while (this.#waiting.size > 0) {
      await pause(failures === 0 ? this.#options.lingerMs : this.#options.waitMs(failures), signal);
      failures = (await this.#sendNext()) ? 0 : failures + 1;
      if (failures > 0 && signal.aborted) this.abandon();
    }
  }

  /** Whether the next batch was acknowledged. */
  async #sendNext(): Promise<boolean> {
    const batch = this.#takeBatch();
    if (batch.length === 0) return true;
    this.#inWork = batch;
    try {
      await this.#options.produce(batch.map(({ record }) => record));
      for (const { acknowledge } of batch) acknowledge();
      this.#atOnce = Math.min(RECORDS_AT_ONCE, this.#atOnce * 2);
      return true;
    } catch (error) {
      this.#putBack(batch, error);
      return false;
    } finally {
      this.#inWork = [];
    }
  }

  #takeBatch(): readonly Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    for (const of of this.#waiting) {
      bytes += of.bytes;
      if (batch.length > 0 && (batch.length >= this.#atOnce || bytes > this.#options.maxSendBytes)) break;
      batch.push(of);
      this.#waiting.delete(of);
    }
    return batch;
  }

  /** If the broker refuses a record, those of its batch go on one by one, so that only this one is refused. */
  #putBack(batch: readonly Waiting[], error: unknown): void {
    this.#options.onFailure(asError(error));
    const areAtFault = isOfRecords(error);
    if (areAtFault) this.#atOnce = 1;
    const [first] = batch;
    if (areAtFault && batch.length === 1 && first !== undefined) {
      first.refuse(new NotAcknowledgedError(`refused by the broker: ${messageOf(error)}`, { cause: error }));
    } else this.#waiting = new Set([...batch.filter(({ isSettled }) => !isSettled()), ...this.#waiting]);
  }
}
