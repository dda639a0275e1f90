import type { CivilDate } from '@app/domain';
import type { Pause } from './statement.ts';

/** A state without lines that holds from the day of the record on, until it is said to be over. */
export const UNDATED: Pause = { from: null, until: null };

/**
 * The pause of a subscription that is paused, or is to be from a later day on. Its stated day counts for one that is
 * not paused only while it lies ahead; afterwards it is a pause that is over.
 */
export const pauseOf = (isPaused: boolean, stated: Pause, day: CivilDate): Pause | null =>
  isPaused || (stated.from !== null && stated.from > day) ? stated : null;
