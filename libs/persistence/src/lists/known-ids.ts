import type { Querying } from '../database/database.ts';

/** Ids of similar length are read, one pass over the ids of a kind: this is for the message about one that is unknown. */
const CONTRACT_IDS = 'SELECT contract_id AS id FROM contract WHERE abs(length(contract_id) - $1) <= $2';
const CUSTOMER_IDS = 'SELECT customer_id AS id FROM customer WHERE abs(length(customer_id) - $1) <= $2';

/** The most by which the lengths of an id and a misspelt one differ. */
const LENGTHS_APART = 3;

const idsOfLength = async (store: Querying, statement: string, id: string): Promise<readonly string[]> => {
  const rows = await store.query<{ id: string }>(statement, [Array.from(id).length, LENGTHS_APART]);
  return rows.map((row) => row.id);
};

/** The ids of contracts that a misspelt one may mean. */
export const contractIdsLike = (store: Querying, id: string): Promise<readonly string[]> =>
  idsOfLength(store, CONTRACT_IDS, id);

/** The ids of customers that a misspelt one may mean. */
export const customerIdsLike = (store: Querying, id: string): Promise<readonly string[]> =>
  idsOfLength(store, CUSTOMER_IDS, id);
