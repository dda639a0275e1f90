/** Anything that was thrown, as an error. A thrown value that is no error is kept as the cause. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(`Thrown: ${String(thrown)}`, { cause: thrown });

/** The message of anything that was thrown, for a log line or a health check. Never empty for an error. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
