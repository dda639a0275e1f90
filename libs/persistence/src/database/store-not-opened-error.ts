/** The store has a schema but no row of its own yet: nothing was ever ingested or configured in it. */
export class StoreNotOpenedError extends Error {
  override readonly name = 'StoreNotOpenedError';

  constructor() {
    super('the store has no policy yet: start a service on it, or fill it with acv replay');
  }
}
