import { deadLetterHeaders } from '@app/wire';
import type { Origin } from '../ingest/incoming-batch.ts';
import type { RefusedRecord } from '../ingest/ingest-store.ts';
import type { NewOutgoingRecord } from './new-outgoing-record.ts';

/** The dead letter of a refused record, byte for byte as it came. Null for a file, which has no topic for it. */
export const deadLetter = (origin: Origin, { record, refusal }: RefusedRecord): NewOutgoingRecord | null =>
  origin.kind === 'file'
    ? null
    : {
        topic: `${origin.topic}.dlq`,
        key: record.key,
        value: record.value,
        headers: deadLetterHeaders(
          { topic: origin.topic, partition: origin.partition, offset: record.position, headers: record.headers },
          refusal,
        ),
      };
