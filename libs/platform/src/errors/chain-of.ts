/** The error, its causes, and the parts of those that consist of several. A cause that is its own cause is seen once. */
export const chainOf = (error: unknown, seen: ReadonlySet<unknown> = new Set()): readonly Error[] => {
  if (!(error instanceof Error) || seen.has(error)) return [];
  const parts: unknown = Reflect.get(error, 'errors');
  const inside: readonly unknown[] = Array.isArray(parts)
    ? [error.cause, ...(parts as readonly unknown[])]
    : [error.cause];
  return [error, ...inside.flatMap((of) => chainOf(of, new Set([...seen, error])))];
};

/** The code that drivers and Node add to an error. Empty if there is none. */
export const codeOf = (error: Error): string => {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : '';
};
