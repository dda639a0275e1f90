/** The arguments, the policy or the rates are of no use: exit 2, with one clear line. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
