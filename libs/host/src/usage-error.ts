/**
 * The caller can mend it: arguments, settings, the files that they name, or a store that does not fit them. One clear
 * line and exit code 2. Failures of the database or of the brokers are none of these: services retry them.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
