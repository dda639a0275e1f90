import type { ConsumerStatus, TopicPartition } from '@app/messaging';

const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}[${partition}]`;

/** Whether our partitions make progress. Partitions that were assigned to another processor do not count. */
export class PartitionHealth {
  constructor(private readonly status: () => ConsumerStatus) {}

  /** Rejects if consuming has ended for good or we are not a member of the consumer group. */
  readonly connection = async (): Promise<void> => {
    const { isConnected, lost, fatal } = this.status();
    if (fatal !== null) throw fatal;
    if (!isConnected) throw new Error(`not a member of the consumer group${lost === null ? '' : `: ${lost.message}`}`);
  };

  /** Rejects with the partitions that are stopped or whose batches are failing. */
  readonly partitions = async (): Promise<void> => {
    const faults = this.status().partitions.flatMap((partition) => {
      const { failure, stopped } = partition;
      if (stopped !== null) return [stopped.message];
      return failure === null ? [] : [`${nameOf(partition)}: ${failure.message}`];
    });
    if (faults.length > 0) throw new Error(faults.join('; '));
  };
}
