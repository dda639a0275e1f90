import type { Policy } from '@app/domain';
import { CheckLedger, type LedgerRow, type LedgerToCheck } from '@app/processing';
import type { Database, Querying } from '../database/database.ts';
import { contractPages, eventsOf, mergePages, waitingPages } from '../packs/read-packs.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { refusalCounts } from './refusal-counts.ts';

/** Events of the queue, and merges, that are read at once, which bounds the memory of a check. */
const PAGE = 5000;
/** Contracts whose events are read at once. */
const CONTRACTS = 500;

/** Every event: those of contracts that were folded, those that wait, then merges of customers. */
async function* ledgerPages(store: Querying, page: number): AsyncGenerator<readonly LedgerRow[]> {
  for await (const contracts of contractPages(store, CONTRACTS)) yield eventsOf(store, contracts, 'packs');
  yield* waitingPages(store, page);
  yield* mergePages(store, page);
}

/** Reads the ledger in one state of the store, and writes nothing. */
export class PostgresCheckLedger extends CheckLedger {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string; page?: number }>,
  ) {
    super();
  }

  async read<T>(work: (ledger: LedgerToCheck) => Promise<T>): Promise<T> {
    const { policyId, page = PAGE } = this.options;
    return readUnderPolicy(this.database, policyId, async (transaction) =>
      work({
        rows: ledgerPages(transaction, page),
        refusals: await refusalCounts(transaction),
        rates: await storedRates(transaction),
      }),
    );
  }
}
