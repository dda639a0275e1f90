import { countInWords } from '@app/domain';

/** The end of a strict comparison that found differences. They have been printed. */
export class DiffersError extends Error {
  override readonly name = 'DiffersError';

  constructor(contracts: number) {
    super(`--strict: ${countInWords(contracts, 'contract')} of the books and the list differ`);
  }
}
