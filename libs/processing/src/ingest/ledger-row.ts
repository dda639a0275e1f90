import type { WireEvent } from '@app/wire';

/**
 * An event as the ledger stores it: its text, and what else is needed to read it again. Null: the text itself says it.
 */
export type LedgerRow = Readonly<{
  seq: number;
  source: string;
  id: string;
  type: string | null;
  mode: WireEvent['mode'];
  time: string | null;
  subject: string | null;
  text: string;
}>;
