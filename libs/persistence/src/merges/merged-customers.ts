import type { CustomerId, MergedCustomers } from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { ALL_MERGED } from './merges.sql.ts';

export const readMergedCustomers = async ({ query }: Transaction): Promise<MergedCustomers> => {
  const rows = await query<{ customer_id: CustomerId; counts_for: CustomerId }>(ALL_MERGED);
  return new Map(rows.map(({ customer_id, counts_for }) => [customer_id, counts_for]));
};

/** The merged customers as of the last version that was read. Few of them come, and each fold asks. */
export class KnownMerges {
  #version: string | null = null;
  #merged: MergedCustomers = new Map();

  /** `version`: that of the transaction at hand, which folds share with nobody who adds a merge. */
  async at(version: string, transaction: Transaction): Promise<MergedCustomers> {
    if (version !== this.#version) {
      this.#merged = await readMergedCustomers(transaction);
      this.#version = version;
    }
    return this.#merged;
  }
}
