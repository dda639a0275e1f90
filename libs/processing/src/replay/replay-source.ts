import type { IncomingBatch } from '../ingest/incoming-batch.ts';

/**
 * A batch of the events to replay. `shareRead` is the part of the source read up to its end, from 0 to 1; null: not
 * known.
 */
export type SourceBatch = Readonly<{ batch: IncomingBatch; shareRead: number | null }>;

/** The events to replay, in the order in which they are stored: the first accepted event of an id counts. */
export type ReplaySource = AsyncIterable<SourceBatch>;
