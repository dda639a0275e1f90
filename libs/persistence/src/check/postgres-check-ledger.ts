import type { Policy } from '@app/domain';
import { CheckLedger, type LedgerRow, type LedgerToCheck } from '@app/processing';
import { ledgerRow, type NumberedRow } from '../contracts/postgres-fold-transaction.ts';
import { CONTRACT_EVENTS_PAGE, MERGES_PAGE } from '../contracts/read-contracts.sql.ts';
import type { Database, Querying } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { refusalCounts } from './refusal-counts.ts';

/** Number of events read at once, which bounds the memory of a check. */
const PAGE = 5000;

/** Pages of events, each after the last one of the page before; `start` is before the first one. */
async function* pagesOf(
  read: (after: readonly unknown[]) => Promise<readonly NumberedRow[]>,
  { start, cursor, page }: Readonly<{ start: readonly unknown[]; cursor: Cursor; page: number }>,
): AsyncGenerator<readonly LedgerRow[]> {
  let after: readonly unknown[] | null = start;
  while (after !== null) {
    const rows: readonly NumberedRow[] = (await read(after)).map(ledgerRow);
    yield rows;
    const last = rows.at(-1);
    after = last === undefined || rows.length < page ? null : cursor(last);
  }
}

type Cursor = (row: NumberedRow) => readonly unknown[];

/** Every event of the ledger: those of contracts, then merges of customers. */
async function* ledgerPages(store: Querying, page: number): AsyncGenerator<readonly LedgerRow[]> {
  yield* pagesOf((after) => store.query<NumberedRow>(CONTRACT_EVENTS_PAGE, [...after, page]), {
    start: ['', -1],
    cursor: ({ contract_id, seq }) => [contract_id, seq],
    page,
  });
  yield* pagesOf((after) => store.query<NumberedRow>(MERGES_PAGE, [...after, page]), {
    start: [-1],
    cursor: ({ seq }) => [seq],
    page,
  });
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
