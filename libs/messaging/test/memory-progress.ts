import { type IncomingBatch, type IncomingRecord, type PartitionLog, Progress } from '@app/processing';

export type Processed = Readonly<{ topic: string; partition: number; record: IncomingRecord }>;

/** Progress and ledger in memory. `apply` drops records below the progress, as the store does. */
export class MemoryProgress extends Progress {
  readonly processed: Processed[] = [];
  /** The logs of each topic that were seen last. */
  readonly seen = new Map<string, readonly PartitionLog[]>();
  readonly #next = new Map<string, bigint>();

  override async nextOffset(topic: string, partition: number): Promise<bigint | null> {
    return this.#next.get(`${topic}/${partition}`) ?? null;
  }

  override async seeLogEnds(topic: string, logs: readonly PartitionLog[]): Promise<void> {
    this.seen.set(topic, logs);
  }

  set(topic: string, partition: number, next: bigint): void {
    this.#next.set(`${topic}/${partition}`, next);
  }

  apply({ origin, records, follows, nextPosition }: IncomingBatch): void {
    if (origin.kind !== 'partition') throw new Error('Not from a partition.');
    const { topic, partition } = origin;
    const next = this.#next.get(`${topic}/${partition}`) ?? 0n;
    if (follows !== null && next < follows)
      throw new Error(`The batch follows on ${follows}, but the store is at ${next}.`);
    for (const record of records) if (record.position >= next) this.processed.push({ topic, partition, record });
    if (nextPosition > next) this.set(topic, partition, nextPosition);
  }

  values(partition?: number): readonly string[] {
    return this.processed
      .filter((of) => partition === undefined || of.partition === partition)
      .map(({ record }) => String(record.value));
  }
}
