/** Payloads of which not one says an event. */
export class NoRecordTakenError extends Error {
  override readonly name = 'NoRecordTakenError';

  constructor() {
    super('not one record became an event');
  }
}
