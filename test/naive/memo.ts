/** Computes the answer to each question once. */
export const remembered = <K, V>(answer: (key: K) => V): ((key: K) => V) => {
  const answers = new Map<K, Readonly<{ value: V }>>();
  return (key) => {
    const found = answers.get(key) ?? { value: answer(key) };
    answers.set(key, found);
    return found.value;
  };
};

export const once = <V>(answer: () => V): (() => V) => {
  const remember = remembered((_: null) => answer());
  return () => remember(null);
};
