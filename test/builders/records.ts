import type { ContractEvent, MergedEvent } from '@app/domain';
import type { IncomingBatch, IncomingRecord, LedgerRow } from '@app/processing';
import { eventJson, mergedEventJson } from '@app/wire';

/** An event, or a text that is not an event. */
type Given = ContractEvent | MergedEvent | string;

const keyAndValue = (given: Given): Pick<IncomingRecord, 'key' | 'value'> => {
  if (typeof given === 'string') return { key: null, value: Buffer.from(given) };
  return given.kind === 'merged'
    ? { key: Buffer.from(given.customerId), value: Buffer.from(mergedEventJson(given)) }
    : { key: Buffer.from(given.contractId), value: Buffer.from(eventJson(given)) };
};

/** An event, or a text that is not an event, as a record. */
export const record = (given: Given, position: number | bigint = 1): IncomingRecord => ({
  position: BigInt(position),
  ...keyAndValue(given),
  headers: {},
});

/** A batch of a partition, by default from offset 0 and following on whatever is stored. */
export const batch = (
  given: readonly Given[],
  {
    from = 0,
    topic = 'events',
    partition = 0,
    follows = null,
  }: Readonly<{ from?: number; topic?: string; partition?: number; follows?: bigint | null }> = {},
): IncomingBatch => ({
  origin: { kind: 'partition', topic, partition },
  records: given.map((one, i) => record(one, from + i)),
  follows,
  nextPosition: BigInt(from + given.length),
  logEnd: BigInt(from + given.length),
});

/** A batch of lines of a file. */
export const fileBatch = (given: readonly Given[], file = 'events.jsonl'): IncomingBatch => ({
  origin: { kind: 'file', file },
  records: given.map((one, i) => ({ ...record(one, i + 1), key: null })),
  follows: null,
  nextPosition: BigInt(given.length + 1),
  logEnd: null,
});

/** An accepted event in the ledger. */
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
