/** A sheet without a single row that was accepted. */
export class NoRowAcceptedError extends Error {
  override readonly name = 'NoRowAcceptedError';

  constructor() {
    super('not one row could be accepted');
  }
}
