import { type Database, moveFormer, unmoved } from '@app/persistence';
import { progressLineOn } from '../progress-line.ts';
import { count } from '../readable.ts';

/**
 * Moves the rows of a former release, with progress on standard error. Returns a line for each kind of them that says how
 * many were moved.
 */
export const moveWithProgress = async (database: Database): Promise<readonly string[]> => {
  const progressLine = progressLineOn(process.stderr);
  const lines: string[] = [];
  try {
    for (const former of await unmoved(database)) {
      const moved = await moveFormer(database, former, {
        onRows: (rows, about) =>
          progressLine.show(
            `moving ${former.what} into ${former.into}: ${count(rows)}${about === null ? '' : ` of about ${count(about)}`}`,
          ),
      });
      if (moved > 0) lines.push(`moved into ${former.into}: ${count(moved)} ${former.what}`);
    }
  } finally {
    progressLine.clear();
  }
  return lines;
};
