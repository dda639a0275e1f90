/** Calendar arithmetic for the naive readings, independent of the domain's. */

/** Caches the answers, because the readings ask for the same days again and again. */
const remembered = <V>(answer: (date: string, amount: number) => V): ((date: string, amount: number) => V) => {
  const answers = new Map<string, V>();
  return (date, amount) => {
    const key = `${date} ${amount}`;
    const value = answers.get(key) ?? answer(date, amount);
    answers.set(key, value);
    return value;
  };
};

export const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const dateOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);
export const plusDays = remembered((date, days) => dateOf(utc(date) + days));

export const plusMonths = remembered((date, months) => {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(dayOfMonth, last)))
    .toISOString()
    .slice(0, 10);
});

export const latest = (...dates: readonly string[]): string => dates.toSorted().at(-1) ?? '';
export const earliest = (...dates: readonly string[]): string => dates.toSorted()[0] ?? '';

export type Days = Readonly<{ start: string; end: string }>;

export const eachDay = ({ start, end }: Days): readonly string[] =>
  Array.from({ length: Math.max(0, utc(end) - utc(start)) }, (_, i) => plusDays(start, i));

/** The n for which `anchor` plus n months is the date; null if there is none. */
export const monthsUpTo = (anchor: string, date: string): number | null => {
  for (let n = 0; plusMonths(anchor, n) <= date; n += 1) if (plusMonths(anchor, n) === date) return n;
  return null;
};

/** Parts of a month: any number of days of any month is a whole number of parts. */
export const PARTS = 28 * 29 * 30 * 31;

/** The share of a month that one day has, in parts. */
export const partsOfDay = (anchor: string, day: string): number => {
  const months =
    (Number(day.slice(0, 4)) - Number(anchor.slice(0, 4))) * 12 + Number(day.slice(5, 7)) - Number(anchor.slice(5, 7));
  const n = plusMonths(anchor, months) <= day ? months : months - 1;
  return PARTS / (utc(plusMonths(anchor, n + 1)) - utc(plusMonths(anchor, n)));
};

export const partsOf = (anchor: string, days: Days): number =>
  eachDay(days).reduce((sum, day) => sum + partsOfDay(anchor, day), 0);
