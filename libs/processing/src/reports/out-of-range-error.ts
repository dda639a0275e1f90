/** A day, a month or a number that was asked for is not in the books. `field` is the caller's name for it. */
export class OutOfRangeError extends Error {
  constructor(
    readonly field: 'from' | 'to' | 'on' | 'month' | 'months' | 'grain' | 'period' | 'dimension' | 'segment',
    reason: string,
  ) {
    super(`${field}: ${reason}`);
    this.name = 'OutOfRangeError';
  }
}
