import type { ContractEvent } from '@app/domain';
import type { IncomingBatch, IncomingRecord, LedgerRow } from '@app/processing';
import { eventJson } from '@app/wire';

/** An event as one line of a file, or a text that is none. */
export const record = (stated: ContractEvent | string, position: number | bigint = 1): IncomingRecord => ({
  position: BigInt(position),
  key: typeof stated === 'string' ? null : Buffer.from(stated.contractId),
  value: Buffer.from(typeof stated === 'string' ? stated : eventJson(stated)),
  headers: {},
});

/** A batch of a partition that begins at `from`, without one at offset 0; it follows on whatever is stored, unless told. */
export const batch = (
  stated: readonly (ContractEvent | string)[],
  {
    from = 0,
    topic = 'events',
    partition = 0,
    follows = null,
  }: Readonly<{ from?: number; topic?: string; partition?: number; follows?: bigint | null }> = {},
): IncomingBatch => ({
  origin: { kind: 'partition', topic, partition },
  records: stated.map((one, i) => record(one, from + i)),
  follows,
  nextPosition: BigInt(from + stated.length),
  logEnd: BigInt(from + stated.length),
});

/** The same records as lines of a file. */
export const fileBatch = (stated: readonly (ContractEvent | string)[], file = 'events.jsonl'): IncomingBatch => ({
  origin: { kind: 'file', file },
  records: stated.map((one, i) => ({ ...record(one, i + 1), key: null })),
  follows: null,
  nextPosition: BigInt(stated.length + 1),
  logEnd: null,
});

/** An accepted event as the ledger keeps it. */
export const ledgerRow = (event: ContractEvent, seq: number): LedgerRow => ({
  seq,
  source: event.source,
  id: event.id,
  type: null,
  mode: 'structured',
  time: null,
  subject: null,
  text: eventJson(event),
});
