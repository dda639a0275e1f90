import type { Origin } from '@app/processing';

type Partition = Extract<Origin, { kind: 'partition' }>;

/** The store is behind where a batch was to follow on: it was put back, or a standby that lagged took over. */
export class ProgressWentBackError extends Error {
  override readonly name = 'ProgressWentBackError';

  constructor({ topic, partition }: Partition, follows: bigint, stored: bigint | null) {
    super(
      `${topic}[${partition}]: the batch follows on offset ${follows}, but the store ` +
        (stored === null ? 'knows nothing of the partition' : `is at ${stored}`),
    );
  }
}
