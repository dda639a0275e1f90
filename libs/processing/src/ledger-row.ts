import type { WireEvent } from '@app/wire';

/** An event as the ledger keeps it: what came, and what it takes to read it again. */
export type LedgerRow = Readonly<{
  seq: number;
  source: string;
  id: string;
  type: string;
  mode: WireEvent['mode'];
  time: string;
  subject: string | null;
  text: string;
}>;
