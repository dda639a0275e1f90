import type { CustomerId, MergedCustomers } from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { MERGED_CUSTOMERS } from './merges.sql.ts';

/** For each merged customer the one that it counts for. */
export const readMergedCustomers = async ({ query }: Transaction): Promise<MergedCustomers> => {
  const rows = await query<{ customer_id: CustomerId; counts_for: CustomerId }>(MERGED_CUSTOMERS);
  return new Map(rows.map(({ customer_id, counts_for }) => [customer_id, counts_for]));
};
