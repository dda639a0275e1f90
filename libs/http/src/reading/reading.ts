import { policyToRead, type BooksToRead, UnderPolicy } from '@app/host/service';
import { type UseCases, useCasesUnder } from './use-cases.ts';

/** Runs the use cases of the controllers under the policy of the store, which a restatement may change meanwhile. */
export class Reading {
  readonly #store: UnderPolicy<UseCases>;

  constructor({ database, at }: BooksToRead) {
    this.#store = new UnderPolicy(at, () => policyToRead(database), useCasesUnder(database));
  }

  /** The time zone whose days the books are in. */
  get timezone(): string {
    return this.#store.timezone;
  }

  run<R>(work: (useCases: UseCases) => Promise<R>): Promise<R> {
    return this.#store.run(work);
  }
}
