import { type BooksToRead, policyToRead, UnderPolicy } from '@app/host/service';
import { type Database, PostgresOperationStore, PostgresRepublisher } from '@app/persistence';
import { DiscardRefused, type OutputTopics, type PolicyAtHand, RedriveRefused, RepublishTopics } from '@app/processing';
import { NotImplementedException } from '@nestjs/common';

/** What an operator may ask of the store. */
export type OperatorUseCases = Readonly<{
  redrive: RedriveRefused;
  discard: DiscardRefused;
  republish: RepublishTopics;
}>;

/** The connections of operations, as a login that may do nothing else, and the topics of the results. */
export type OperatorParts = Readonly<{ database: Database; topics: OutputTopics }>;

/** The SQLSTATE of a statement for which the login lacks the privilege. */
const INSUFFICIENT_PRIVILEGE = '42501';

const isForbidden = (error: unknown): boolean => Reflect.get(Object(error), 'code') === INSUFFICIENT_PRIVILEGE;

const useCasesUnder =
  ({ database, topics }: OperatorParts) =>
  ({ policyId }: PolicyAtHand): OperatorUseCases => {
    const operations = new PostgresOperationStore(database, policyId);
    return {
      redrive: new RedriveRefused(operations),
      discard: new DiscardRefused(operations),
      republish: new RepublishTopics(operations, new PostgresRepublisher(database, () => new Date()), topics),
    };
  };

/** Runs operations under the policy of the store, on connections of their own. */
export class Operating {
  readonly #store: UnderPolicy<OperatorUseCases> | null;

  /** `operator` null: the API only reads. */
  constructor({ database, at }: BooksToRead, operator: OperatorParts | null) {
    this.#store = operator === null ? null : new UnderPolicy(at, () => policyToRead(database), useCasesUnder(operator));
  }

  /** Throws `NotImplementedException` if the API only reads. */
  async run<R>(work: (useCases: OperatorUseCases) => Promise<R>): Promise<R> {
    if (this.#store === null) {
      throw new NotImplementedException(
        'this API only reads: OPERATOR_DATABASE_URL names the login with the role acv_operator by which it does operations',
      );
    }
    try {
      return await this.#store.run(work);
    } catch (error) {
      if (!isForbidden(error)) throw error;
      throw new NotImplementedException('the login of OPERATOR_DATABASE_URL does not have the role acv_operator', {
        cause: error,
      });
    }
  }
}
