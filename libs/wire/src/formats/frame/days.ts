import type { CivilDate, Instant } from '@app/domain';

/** Systems that stamp an end at second 59 mean the whole second: the end is the one after it. */
export const endInstant = (instant: Instant): Instant =>
  instant.seconds % 60 === 59 ? { seconds: instant.seconds + 1, nanos: 0 } : instant;

export const laterDay = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? b : a);

/** The first day after an end, if one is stated. */
export const endDay = (instant: Instant | null, dayOf: (instant: Instant) => CivilDate): CivilDate | null =>
  instant === null ? null : dayOf(endInstant(instant));

/** The day of an instant, if one is stated. */
export const dayAt = (instant: Instant | null, dayOf: (instant: Instant) => CivilDate): CivilDate | null =>
  instant === null ? null : dayOf(instant);
