/** A name of at least this many letters is recognised with two letters wrong, a shorter one with one. */
const LONG = 8;

const folded = (name: string): readonly string[] => Array.from(name.replaceAll('_', '').toLowerCase());

/** The Levenshtein distance: the smallest number of letters to insert, delete or change to turn `a` into `b`. */
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
 * Finds the name that a key misspells: the key differs from it only by case, `_`, or one letter inserted, deleted or
 * changed (two letters if the name has eight or more). Of several names it is the nearest, of equally near ones the
 * first; null if there is none.
 */
export const nearName = (names: readonly string[]): ((key: string) => string | null) => {
  const candidates = names.map((name) => ({ name, letters: folded(name) }));
  return (key) => {
    const letters = folded(key);
    let nearest: Readonly<{ name: string; distance: number }> | null = null;
    for (const { name, letters: right } of candidates) {
      const most = right.length >= LONG ? 2 : 1;
      if (Math.abs(right.length - letters.length) > most) continue;
      const distance = editDistance(letters, right);
      if (distance <= most && distance < (nearest?.distance ?? Infinity)) nearest = { name, distance };
    }
    return nearest?.name ?? null;
  };
};
