/** A period, a grain, a segment or a day was asked for that has never been reported. */
export class NotReportedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotReportedError';
  }
}
