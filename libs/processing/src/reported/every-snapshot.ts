import type { PageKey } from '../lists/page.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import type { ReportedSnapshots, SnapshotsAsked } from './reported-snapshots.ts';

/** Snapshots read at once. */
const PAGE = 1000;

/** All snapshots that are asked for, some at a time. */
export async function* everySnapshot(
  reported: ReportedSnapshots,
  asked: SnapshotsAsked,
): AsyncGenerator<readonly SnapshotRevision[]> {
  let after: PageKey | null = null;
  do {
    const page = await reported.page(asked, { after, limit: PAGE });
    yield page.rows;
    after = page.next;
  } while (after !== null);
}
