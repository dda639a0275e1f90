/** Whatever was thrown, as an error; the thrown thing is kept as its cause. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(`Thrown: ${String(thrown)}`, { cause: thrown });

/** A topic lacks a partition that we were given: it was deleted, or made anew with fewer. */
export class PartitionMissing extends Error {
  override readonly name = 'PartitionMissing';
}

/** Whether the brokers, or the driver on the way to them, failed; nothing of it is wrong with a record. */
export const isKafkaFailure = (error: unknown): boolean => {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof PartitionMissing || at.name.startsWith('KafkaJS')) return true;
  }
  return false;
};
