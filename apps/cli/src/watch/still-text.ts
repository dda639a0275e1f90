import type { DataState } from '@app/processing';
import { moment } from '../readable.ts';

type News = Pick<DataState, 'lastTake'> &
  Readonly<{
    newestEvent: Readonly<{ ingestedAt: Date }> | null;
    partitions: readonly Readonly<{ updatedAt: Date }>[];
  }>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time in its two largest units: `2 h 5 min`. */
export const spanText = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`;
  return `${Math.floor(whole / DAY)} d ${Math.floor((whole % DAY) / HOUR)} h`;
};

/** The last time that an event was accepted, a batch was read or snapshots changed; null if never. */
export const lastNews = ({ newestEvent, lastTake, partitions }: News): Date | null => {
  const times = [newestEvent?.ingestedAt, lastTake?.takenAt, ...partitions.map(({ updatedAt }) => updatedAt)];
  return times.reduce<Date | null>((last, at) => (at !== undefined && (last === null || at > last) ? at : last), null);
};

/** Since when the data stand still. */
export const stillText = (data: News, now: Date): string => {
  const last = lastNews(data);
  return last === null
    ? 'Nothing was read yet.'
    : `Nothing new since ${moment(last)}, for ${spanText((now.getTime() - last.getTime()) / 1000)}.`;
};
