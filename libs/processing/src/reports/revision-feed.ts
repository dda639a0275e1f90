import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** The place of a revision in the order in which takes wrote them: takes one after the other, each in a fixed order. */
export type FeedPlace = Readonly<{ takeId: string; snapshotId: string }>;

export type FedRevision = Readonly<{ place: FeedPlace; revision: SnapshotRevision }>;

/** The port of the revisions in the order in which they were written, for readers who follow them. */
export abstract class RevisionFeed {
  /** The last revision; null before the first. */
  abstract last(): Promise<FeedPlace | null>;
  /** Whether there is a revision at this place. One that was thinned out is gone. */
  abstract has(place: FeedPlace): Promise<boolean>;
  /** The revisions behind a place (null: from the first on), at most so many. */
  abstract behind(place: FeedPlace | null, limit: number): Promise<readonly FedRevision[]>;
}
