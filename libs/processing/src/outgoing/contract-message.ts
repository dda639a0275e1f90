import { cloudEventHeaders } from '@app/wire';
import type { ContractHead } from '../fold/contract-store.ts';
import type { NewOutgoingRecord } from './new-outgoing-record.ts';

/** What the product calls itself as a source of CloudEvents. */
export const EVENT_SOURCE = 'acv-stream';

/** What of a contract's head subscribers get to see. */
export type PublishedHead = Pick<ContractHead, 'contractId' | 'record' | 'revision'>;

/** The record of a contract as subscribers get it, with its revision. Null where nothing is known but cancellations. */
export const contractMessage = (topic: string, head: PublishedHead, now: Date): NewOutgoingRecord | null =>
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
        }),
      };
