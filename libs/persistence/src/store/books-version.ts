import type { Querying } from '../database/database.ts';

/**
 * All that a figure depends on: the policy and the calculation, the last take, the last change of a contract, and the
 * versions of the rates and of the merged customers. Each by primary key.
 */
const BOOKS_VERSION = `
SELECT concat_ws(
  ' ',
  policy_id,
  calculation,
  as_of,
  (SELECT max(take_id) FROM take),
  'changes', (SELECT max(change_id) FROM change),
  'rates', (SELECT version FROM rate_version),
  'merges', (SELECT version FROM merge_version)
) AS version
FROM store`;

/** A text that differs whenever a figure of the store may differ. */
export const booksVersion = async (store: Querying): Promise<string> => {
  const [row] = await store.query<{ version: string }>(BOOKS_VERSION);
  return row?.version ?? '';
};
