/** Names of eight letters or more are still recognized with two letters wrong, shorter ones with one. */
const LONG = 8;

const folded = (name: string): readonly string[] => Array.from(name.replaceAll('_', '').toLowerCase());

/** Levenshtein's: the fewest letters to put in, leave out or change that turn one text into the other. */
export const editDistance = (a: readonly string[], b: readonly string[]): number => {
  let above = b.map((_, at) => at + 1);
  for (const [row, letter] of a.entries()) {
    let [diagonal, left] = [row, row + 1];
    above = above.map((up, column) => {
      const changed = diagonal + (letter === b[column] ? 0 : 1);
      diagonal = up;
      left = Math.min(changed, up + 1, left + 1);
      return left;
    });
  }
  return above.at(-1) ?? a.length;
};

/**
 * Finds the known name that a key misspells: it differs only by case, `_`, or one letter put in, left out or changed
 * (two where the known name has eight letters or more). Of several the nearest, of equals the first; null for none.
 */
export const nearName = (names: readonly string[]): ((key: string) => string | null) => {
  const known = names.map((name) => ({ name, letters: folded(name) }));
  return (key) => {
    const letters = folded(key);
    let nearest: Readonly<{ name: string; distance: number }> | null = null;
    for (const { name, letters: right } of known) {
      const most = right.length >= LONG ? 2 : 1;
      if (Math.abs(right.length - letters.length) > most) continue;
      const distance = editDistance(letters, right);
      if (distance <= most && distance < (nearest?.distance ?? Infinity)) nearest = { name, distance };
    }
    return nearest?.name ?? null;
  };
};
