import { type CivilDate, dayIn } from '@app/domain';
import type { Clock } from '@app/platform';

/** The civil date of this moment in a time zone. */
export const todayIn = (timezone: string, clock: Clock): CivilDate =>
  dayIn(timezone, { seconds: Math.floor(clock.now().getTime() / 1000) });
