/** Today in UTC: its month is the open month of loads that are about the present. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** The first day of the month `months` months from this one. */
export const monthStart = (months: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
};

export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The month of a day, as the label of a period. */
export const monthOf = (day: string): string => day.slice(0, 7);
