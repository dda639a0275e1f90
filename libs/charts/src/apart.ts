/** The positions, moved down where needed so that labels at them are `distance` apart; the order of the input is kept. */
export const apart = (positions: readonly number[], distance: number): readonly number[] => {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const moved = [...positions];
  let free = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const position = Math.max(positions[index] ?? 0, free);
    moved[index] = position;
    free = position + distance;
  }
  return moved;
};
