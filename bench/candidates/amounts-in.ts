import type { Store } from '../services/store.ts';

/** Amounts by contract, from a query for `contract` and `amount`. */
export const amountsIn = async (store: Store, sql: string): Promise<ReadonlyMap<string, string>> => {
  const rows = await store.query<{ contract: string; amount: string }>(sql);
  return new Map(rows.map(({ contract, amount }) => [contract, amount]));
};
