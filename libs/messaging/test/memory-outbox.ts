import { type Lane, Outbox, type OutgoingRecord } from '@app/processing';

/** An outbox in memory. `add` numbers the records as the store does. */
export class MemoryOutbox extends Outbox {
  #records: OutgoingRecord[] = [];
  #last = 0n;
  readonly #held = new Set<string>();

  add(topic: string, key: string | null, value: string | Buffer | null, headers: Record<string, Buffer> = {}): bigint {
    this.#last += 1n;
    const asBuffer = (text: string | Buffer | null): Buffer | null => (text === null ? null : Buffer.from(text));
    this.#records.push({ number: this.#last, topic, key: asBuffer(key), value: asBuffer(value), headers });
    return this.#last;
  }

  waiting(topic: string): number {
    return this.#records.filter((record) => record.topic === topic).length;
  }

  override async topics(): Promise<readonly string[]> {
    return [...new Set(this.#records.map(({ topic }) => topic))];
  }

  override async lanes(): Promise<readonly Lane[]> {
    const topics = await this.topics();
    return topics.map((topic) => ({ topic, waiting: this.waiting(topic), oldestAgeSeconds: 0 }));
  }

  override async publishNext(
    topic: string,
    limit: number,
    publish: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<number | null> {
    if (this.#held.has(topic)) return null;
    this.#held.add(topic);
    try {
      const next = this.#records.filter((record) => record.topic === topic).slice(0, limit);
      if (next.length > 0) await publish(next);
      this.#records = this.#records.filter((record) => !next.includes(record));
      return next.length;
    } finally {
      this.#held.delete(topic);
    }
  }
}
