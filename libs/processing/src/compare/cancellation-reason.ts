import { numbered } from '../fold/fold-plan.ts';
import type { LedgerRow } from '../ingest/ledger-row.ts';

/** The reason that a cancellation in the ledger states; null if it states none. */
export const cancellationReason = (row: LedgerRow): string | null => {
  const { event } = numbered(row);
  return event.kind === 'cancelled' ? event.reason : null;
};
