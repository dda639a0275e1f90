import type { Origin } from '@app/processing';
import { PROGRESS_WENT_BACK } from '../database/failure-class.ts';

type Partition = Extract<Origin, { kind: 'partition' }>;

/** The store is behind the offset that a batch follows: it was restored, or a standby that lagged took over. */
export class ProgressWentBackError extends Error {
  override readonly name = 'ProgressWentBackError';
  readonly code = PROGRESS_WENT_BACK;

  constructor({ topic, partition }: Partition, follows: bigint, stored: bigint | null) {
    super(
      `${topic}[${partition}]: the batch follows offset ${follows}, but the store ` +
        (stored === null ? 'has no progress of the partition' : `is at offset ${stored}`) +
        ': the records between are fetched again',
    );
  }
}
