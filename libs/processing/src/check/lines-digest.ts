import { jsonDigest, type WireContractEvent } from '@app/wire';

/** A digest of the lines of an event: equal for equal lines. 0 for a cancellation, which has none. */
export const linesDigestOf = (read: WireContractEvent): number =>
  read.kind === 'cancelled' ? 0 : jsonDigest(read.data.lines);
