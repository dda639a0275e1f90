import type { CivilDate } from '@app/domain';
import { wrapped } from '../readable.ts';

/** Why a replay took no snapshot. `first` is the first day that can have one; null if no contract is ever active. */
export const noSnapshotText = (asOf: CivilDate, first: CivilDate | null): string =>
  wrapped(
    first === null
      ? 'There are no snapshots, because no contract is active on any day.'
      : `There are no snapshots as of ${asOf}: the first day of the books is ${first}. Replay again with a later --as-of; events that are stored already count once.`,
  );
