/** Seconds since 1970 of a time in UTC; a day alone is its noon. */
export const at = (time: string): number => Date.parse(time.length === 10 ? `${time}T12:00:00Z` : time) / 1000;
