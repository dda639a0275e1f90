import type { Republished } from '@app/wire/answers';
import { OperationRefusedError } from './operation-refused-error.ts';
import type { AskedBy, OperationStore } from './operation-store.ts';

export type OutputTopics = Readonly<{ contractsTopic: string; snapshotsTopic: string }>;

/** The outputs that are published again; null: not this one. */
export type RepublishedTopics = Readonly<{ contractsTopic: string | null; snapshotsTopic: string | null }>;

/** The port of what is published: puts the current state of every key into the outbox again. */
export abstract class Republisher {
  abstract republish(topics: RepublishedTopics): Promise<Omit<Republished, 'dry_run'>>;
  /** How many records that would be. */
  abstract count(topics: RepublishedTopics): Promise<Omit<Republished, 'dry_run'>>;
}

const chosenTopics = (topic: string | null, { contractsTopic, snapshotsTopic }: OutputTopics): RepublishedTopics => {
  if (topic === null) return { contractsTopic, snapshotsTopic };
  if (topic === contractsTopic) return { contractsTopic, snapshotsTopic: null };
  if (topic === snapshotsTopic) return { contractsTopic: null, snapshotsTopic };
  throw new OperationRefusedError(
    'unknown_topic',
    `${topic} is no topic of results: there are ${snapshotsTopic} and ${contractsTopic}`,
  );
};

/** Publishes the results again, for topics that lost their records. */
export class RepublishTopics {
  constructor(
    private readonly operations: OperationStore,
    private readonly publisher: Republisher,
    private readonly topics: OutputTopics,
  ) {}

  /** `topic` null: both. Throws `OperationRefusedError` if it is none of the two. */
  run(by: AskedBy, topic: string | null): Promise<Republished> {
    const asked = topic === null ? {} : { topic };
    return this.operations.run({ ...by, action: 'republish', asked }, async () => {
      const topics = chosenTopics(topic, this.topics);
      const counts = by.dryRun ? await this.publisher.count(topics) : await this.publisher.republish(topics);
      return { answer: { dry_run: by.dryRun, ...counts }, steps: [] };
    });
  }
}
