const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Kept, because building a format costs a hundred times more than using it. Throws `RangeError` for an unknown zone.
 */
const formatIn = (timezone: string): Intl.DateTimeFormat => {
  const existing = formats.get(timezone);
  if (existing !== undefined) return existing;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timezone, format);
  return format;
};

/** The date in the zone at the instant, `YYYY-MM-DD`, for years 1 to 9999. Throws `RangeError` for an unknown zone. */
export const civilDateIn = (timezone: string, instant: Date): string => {
  const parts = formatIn(timezone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
};
