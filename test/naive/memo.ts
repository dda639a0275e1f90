/** Answers the same question only once. */
export const remembered = <K, V>(answer: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>();
  return (key) => {
    if (known.has(key)) {
      const value = known.get(key);
      if (value !== undefined) return value;
    }
    const value = answer(key);
    known.set(key, value);
    return value;
  };
};
