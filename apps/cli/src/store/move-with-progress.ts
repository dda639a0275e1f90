import { type Database, moveEvents } from '@app/persistence';
import { progressLineOn } from '../progress-line.ts';
import { count } from '../readable.ts';

/** Moves the events of a former release into packs, with progress on standard error. Returns the number of them. */
export const moveWithProgress = async (database: Database): Promise<number> => {
  const progressLine = progressLineOn(process.stderr);
  try {
    return await moveEvents(database, {
      onEvents: (moved, about) =>
        progressLine.show(
          `moving events into packs: ${count(moved)}${about === null ? '' : ` of about ${count(about)}`}`,
        ),
    });
  } finally {
    progressLine.clear();
  }
};
