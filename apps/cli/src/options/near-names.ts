/** The number of letters to put in, leave out or change to make one text of the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** Names that are alike but for case, separators and a few letters, the nearest first. */
export const nearNames = (given: string, names: readonly string[]): readonly string[] => {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const wanted = plain(given);
  return names
    .map((name) => ({ name, apart: distance(wanted, plain(name)) }))
    .filter(({ name, apart }) => apart <= Math.ceil(name.length / 3))
    .toSorted((a, b) => a.apart - b.apart)
    .map(({ name }) => name);
};

const LISTED = 12;

/** The end of a refusal: the nearest name, and the names that exist. */
export const namesThatExist = (given: string, names: readonly string[]): string => {
  const [nearest] = nearNames(given, names);
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  const meant = nearest === undefined ? '' : `did you mean ${nearest}? `;
  return `${meant}there are ${names.slice(0, LISTED).join(', ')}${more}`;
};
