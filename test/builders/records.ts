import type { ContractEvent, MergedEvent } from '@app/domain';
import type { IncomingBatch, IncomingRecord, LedgerRow } from '@app/processing';
import { eventJson, mergedEventJson } from '@app/wire';

/** An event, or a text that is none. */
type Stated = ContractEvent | MergedEvent | string;

const keyAndValue = (stated: Stated): Pick<IncomingRecord, 'key' | 'value'> => {
  if (typeof stated === 'string') return { key: null, value: Buffer.from(stated) };
  return stated.kind === 'merged'
    ? { key: Buffer.from(stated.customerId), value: Buffer.from(mergedEventJson(stated)) }
    : { key: Buffer.from(stated.contractId), value: Buffer.from(eventJson(stated)) };
};

/** An event as one line of a file, or a text that is none. */
export const record = (stated: Stated, position: number | bigint = 1): IncomingRecord => ({
  position: BigInt(position),
  ...keyAndValue(stated),
  headers: {},
});

/** A batch of a partition that begins at `from`, without one at offset 0; it follows on whatever is stored, unless told. */
export const batch = (
  stated: readonly Stated[],
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
export const fileBatch = (stated: readonly Stated[], file = 'events.jsonl'): IncomingBatch => ({
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
