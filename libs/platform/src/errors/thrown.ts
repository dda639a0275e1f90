/** Anything that was thrown, as an error. A thrown value that is no error is kept as the cause. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(`Thrown: ${String(thrown)}`, { cause: thrown });

/**
 * The message of anything that was thrown, for a log line or a health check. Never empty for an error: Node gives none
 * to a connection that fails at every address of a name, and keeps one error for each address.
 */
export const messageOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.message !== '') return thrown.message;
  const parts = thrown instanceof AggregateError ? thrown.errors.map(messageOf).join('; ') : '';
  return parts === '' ? thrown.name : parts;
};
