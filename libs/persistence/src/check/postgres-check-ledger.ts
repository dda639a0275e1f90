import type { Policy } from '@app/domain';
import { CheckLedger, type LedgerRow, type LedgerToCheck } from '@app/processing';
import { ledgerRow, type NumberedRow } from '../contracts/postgres-fold-transaction.ts';
import { LEDGER_PAGE } from '../contracts/read-contracts.sql.ts';
import type { Database, Querying } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { refusalCounts } from './refusal-counts.ts';

/** Number of events read at once, which bounds the memory of a check. */
const PAGE = 5000;

async function* ledgerPages(store: Querying, page: number): AsyncGenerator<readonly LedgerRow[]> {
  let behind: Pick<NumberedRow, 'contract_id' | 'seq'> | null = null;
  do {
    const after: readonly unknown[] = behind === null ? ['', -1] : [behind.contract_id, behind.seq];
    const rows: readonly NumberedRow[] = (await store.query<NumberedRow>(LEDGER_PAGE, [...after, page])).map(ledgerRow);
    yield rows;
    behind = rows.length < page ? null : (rows.at(-1) ?? null);
  } while (behind !== null);
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
