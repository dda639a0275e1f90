import type { MergedEvent } from '@app/domain';
import type { WireMergedEvent } from './wire-event.ts';

/** The merge of two customers as the domain has it. */
export const mergedEvent = ({ kind, id, source, recordedAt, customerId, into }: WireMergedEvent): MergedEvent => ({
  kind,
  id,
  source,
  recordedAt,
  customerId,
  into,
});
