import type { Example } from './finding.ts';
import type { Seen } from './first-seen.ts';

/** The longest terms that are signed have about ten years, so a longer gap without any date is no business of the book. */
const YEARS_APART = 10;

/** A year in which dates fall, with the first of them: `sub_1: term.end 2099-12-31`. */
export type YearSeen = Seen & Readonly<{ text: string }>;

type Group = (readonly [number, YearSeen])[];

const groupsOf = (years: ReadonlyMap<number, YearSeen>): readonly Group[] => {
  const groups: Group[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const entry of [...years].toSorted(([a], [b]) => a - b)) {
    const [year] = entry;
    const last = groups.at(-1);
    if (last === undefined || year - before > YEARS_APART) groups.push([entry]);
    else last.push(entry);
    before = year;
  }
  return groups;
};

const datesIn = (group: Group): number => group.reduce((sum, [, { count }]) => sum + count, 0);

/** The years that more than `YEARS_APART` years divide from those in which most dates fall, with their number of dates. */
export const farYears = (
  years: ReadonlyMap<number, YearSeen>,
): Readonly<{ count: number; examples: readonly Example[] }> => {
  const groups = groupsOf(years).toSorted((a, b) => datesIn(b) - datesIn(a));
  const far = groups.slice(1).flat();
  return { count: datesIn(far), examples: far.map(([, { text, first }]) => ({ text, events: [first] })) };
};
