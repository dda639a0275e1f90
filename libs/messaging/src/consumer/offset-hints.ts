import type { Logger } from '@app/platform';
import type { TopicPartition } from './partition-stopped.ts';

type Commit = (offsets: {
  topics: { topic: string; partitions: { partition: number; offset: string }[] }[];
}) => Promise<void>;

/**
 * Commits offsets to Kafka for lag monitors: at most once in the interval, and after the last batch too. Nothing
 * depends on them, so a failed commit is only logged.
 */
export class OffsetHints {
  readonly #logger: Logger;
  readonly #pending = new Map<string, TopicPartition & Readonly<{ offset: bigint; commit: Commit }>>();
  readonly #timer: NodeJS.Timeout;

  constructor(intervalMs: number, logger: Logger) {
    this.#logger = logger;
    this.#timer = setInterval(() => void this.flush(), intervalMs);
    this.#timer.unref();
  }

  note({ topic, partition }: TopicPartition, offset: bigint, commit: Commit): void {
    this.#pending.set(`${topic}[${partition}]`, { topic, partition, offset, commit });
  }

  /** Drops the hints of an assignment that has ended, because Kafka would refuse them. */
  clear(): void {
    this.#pending.clear();
  }

  async flush(): Promise<void> {
    const hints = [...this.#pending.values()];
    this.#pending.clear();
    const commit = hints.at(-1)?.commit;
    if (!commit) return;
    const topics = hints.map(({ topic, partition, offset }) => ({
      topic,
      partitions: [{ partition, offset: String(offset) }],
    }));
    await commit({ topics }).catch((error: unknown) =>
      this.#logger.debug({ err: error }, 'The offset hint was not committed.'),
    );
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
