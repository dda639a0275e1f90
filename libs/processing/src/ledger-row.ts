import type { WireEvent } from '@app/wire';

/**
 * An event as the ledger keeps it: what came, and what it takes to read it again. Null is what the value says itself.
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
