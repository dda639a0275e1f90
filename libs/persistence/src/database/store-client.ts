import { Client } from 'pg';

/** The connection broke while it was in use. The work on it is rolled back by the server. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor(cause: Error) {
    super(`the connection to the database was lost: ${cause.message}`, { cause });
  }
}

/**
 * The driver's client of every connection to the store. It always has a listener for its errors: without one, the
 * process would end at a connection that breaks between the moment at which the pool hands it out and its first use.
 */
export class StoreClient extends Client {
  #lost: Error | null = null;

  constructor(...[config]: ConstructorParameters<typeof Client>) {
    super(config);
    this.on('error', (error) => (this.#lost ??= error));
  }

  /** Why the connection broke. Null while it has not. */
  get lost(): ConnectionLost | null {
    return this.#lost === null ? null : new ConnectionLost(this.#lost);
  }
}
