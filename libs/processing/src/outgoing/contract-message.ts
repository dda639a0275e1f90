import { cloudEventHeaders } from '@app/wire';
import type { ContractHead } from '../fold/contract-store.ts';
import type { NewOutgoingRecord } from './new-outgoing-record.ts';

/** The source of our CloudEvents. */
export const EVENT_SOURCE = 'acv-stream';

/** The parts of a contract's head that are published. */
export type PublishedHead = Pick<ContractHead, 'contractId' | 'record' | 'revision'>;

/**
 * A contract's record with its revision, as it is published. Null if the contract has only cancellations. `traceparent`
 * names the span of the fold, for subscribers that make traces; null: there is none.
 */
export const contractMessage = (
  topic: string,
  head: PublishedHead,
  now: Date,
  traceparent: string | null = null,
): NewOutgoingRecord | null =>
  head.record === null
    ? null
    : {
        topic,
        key: Buffer.from(head.contractId),
        value: Buffer.from(`${head.record.slice(0, -1)},"revision":${head.revision}}`),
        headers: cloudEventHeaders({
          id: `${head.contractId}#${head.revision}`,
          source: EVENT_SOURCE,
          type: 'acv.contract',
          time: now.toISOString(),
          traceparent,
        }),
      };
