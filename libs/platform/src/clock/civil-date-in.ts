const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a format costs a hundred times more than using it. Throws RangeError where the zone is unknown. */
const formatIn = (timezone: string): Intl.DateTimeFormat => {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
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

/** Which day it is in the zone at the instant, `YYYY-MM-DD`. For years from 1 to 9999. */
export const civilDateIn = (timezone: string, instant: Date): string => {
  const parts = formatIn(timezone).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
};

/** Whether the zone is one that this machine knows (IANA). */
export const isTimezone = (timezone: string): boolean => {
  try {
    formatIn(timezone);
    return true;
  } catch {
    return false;
  }
};
