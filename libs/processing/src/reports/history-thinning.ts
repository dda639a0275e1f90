import type { CivilDate } from '@app/domain';

/** The revisions that a store keeps. */
export abstract class RevisionArchive {
  /**
   * Deletes revisions of open periods: of each day before the last seven, in the time zone, all but the last revision
   * (definitions, section 9). Returns the number of deleted revisions.
   */
  abstract thin(today: CivilDate, timezone: string): Promise<number>;
}

/** Thins the revisions of open periods once a day. */
export class ThinRevisions {
  #doneOn: CivilDate | null = null;

  constructor(
    private readonly archive: RevisionArchive,
    private readonly timezone: string,
  ) {}

  /** To be called after each take; does nothing a second time on the same day. Returns the number of deleted revisions. */
  async thin(today: CivilDate): Promise<number> {
    if (this.#doneOn === today) return 0;
    const gone = await this.archive.thin(today, this.timezone);
    this.#doneOn = today;
    return gone;
  }
}
