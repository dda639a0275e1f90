import type { ContractId } from '@app/domain';
import type { LedgerRow } from '@app/processing';

/** An event of a contract as the store keeps it. */
export type StoredEvent = LedgerRow &
  Readonly<{
    contract_id: ContractId;
    /** The headers of its record that are no attributes: from each name to its value in base64, as JSON. Null: none. */
    headers: string | null;
  }>;

/** An event as node-postgres gives it: its number is text. */
export const storedEventFrom = <R extends LedgerRow>(row: R): R => ({ ...row, seq: Number(row.seq) });
