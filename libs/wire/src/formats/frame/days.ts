import { type CivilDate, type Instant, parseCivilDate } from '@app/domain';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, because building a format costs a hundred times more than using it. */
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

/** The day of a time zone on which an instant falls. */
export const dayIn = (timezone: string, { seconds }: Instant): CivilDate => {
  const parts = new Map(
    formatIn(timezone)
      .formatToParts(seconds * 1000)
      .map(({ type, value }) => [type, value]),
  );
  const [year = '', month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
  const found = parseCivilDate(`${year.padStart(4, '0')}-${month ?? ''}-${day ?? ''}`);
  if (found === null) throw new Error(`${seconds} has no day in ${timezone}`);
  return found;
};

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
