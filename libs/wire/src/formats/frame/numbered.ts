type Identified = Readonly<{ id: string }>;

/** Items whose ids are unique: one that repeats gets a number, `#2` for the second. */
export const numbered = <T extends Identified>(items: readonly T[]): readonly T[] => {
  const stated = new Set(items.map(({ id }) => id));
  const used = new Set<string>();
  return items.map((item) => {
    let { id } = item;
    for (let n = 2; used.has(id) || (id !== item.id && stated.has(id)); n += 1) id = `${item.id}#${n}`;
    used.add(id);
    return id === item.id ? item : { ...item, id };
  });
};
