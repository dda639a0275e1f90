/**
 * An error that the caller can fix: in the arguments, the settings, the files that they name, or a store that does not
 * fit them. It ends the program with one clear line and exit code 2. Failures of the database or the brokers are not
 * among these, because services retry them.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
