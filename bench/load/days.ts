/** Days of loads that are about the present: the open month is the one of today, in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The first day of the month so many months from this one. */
export const monthStart = (months: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
};

export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The month of a day, as a period is named. */
export const monthOf = (day: string): string => day.slice(0, 7);
