/** What was asked for has never been reported: a period, a grain, a segment or a day. */
export class NotReportedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotReportedError';
  }
}
