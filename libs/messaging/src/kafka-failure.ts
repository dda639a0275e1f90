/** An assigned partition is not in its topic: the topic was deleted, or created again with fewer partitions. */
export class PartitionMissing extends Error {
  override readonly name = 'PartitionMissing';
}

/** Whether the error, or one of its causes, comes from the brokers or from the driver on the way to them. */
export const isKafkaFailure = (error: unknown): boolean => {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof PartitionMissing || at.name.startsWith('KafkaJS')) return true;
  }
  return false;
};
