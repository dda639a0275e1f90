import type { MergedCustomers } from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { readMergedCustomers } from './merged-customers.ts';

/** The merged customers as of the version read last. Merges are rare, and every fold needs them. */
export class CachedMerges {
  #version: string | null = null;
  #merged: MergedCustomers = new Map();

  /** `version` was read in this transaction, which holds the merges as they are (`shareMerges`). */
  async at(version: string, transaction: Transaction): Promise<MergedCustomers> {
    if (version !== this.#version) {
      this.#merged = await readMergedCustomers(transaction);
      this.#version = version;
    }
    return this.#merged;
  }
}
