import type { ContractId } from '@app/domain';
import type { Querying } from '@app/persistence';
import type { LedgerRow } from '@app/processing';
import { contractPages, mergePages, packsOf, waitingPages } from '../../libs/persistence/src/packs/read-packs.ts';

/** An event with its contract, which a merge has not, and the headers that are no attributes. */
export type KeptEvent = LedgerRow & Readonly<{ contract_id?: ContractId | null; headers: string | null }>;

/** Every event of a store as it is kept, in packs, in the queue or as a merge, in the order of the ledger. */
export const storedEvents = async (database: Querying): Promise<readonly KeptEvent[]> => {
  const store = { query: database.query.bind(database) };
  const events: KeptEvent[] = [];
  for await (const contracts of contractPages(store, 100))
    events.push(...(await packsOf(store, contracts)).flatMap((pack) => pack.events));
  for await (const page of waitingPages(store, 100)) events.push(...page);
  for await (const page of mergePages(store, 100)) events.push(...(page as readonly KeptEvent[]));
  return events.toSorted((a, b) => a.seq - b.seq);
};
