/** Whatever was thrown, as an error; the thrown thing is kept as its cause. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(`Thrown: ${String(thrown)}`, { cause: thrown });
