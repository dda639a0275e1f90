import { sameContent, storedEvent, type WireContractEvent } from '@app/wire';
import type { KeptPayload, PayloadChange } from './kept-payloads.ts';

const isSame = ({ source, id }: WireContractEvent, row: KeptPayload['events'][number]): boolean =>
  source === row.source && id === row.id;

/**
 * Compares the events of a payload that count with those of its new translation. An event whose content is the same
 * stays as it is; one that says something else is superseded and comes in again; the others go or come. Null: nothing
 * changes.
 */
export const payloadChange = (
  { payloadId, events }: Pick<KeptPayload, 'payloadId' | 'events'>,
  again: readonly WireContractEvent[],
): PayloadChange | null => {
  const stays = new Set<WireContractEvent>();
  const superseded = events.filter((row) => {
    const event = again.find((each) => isSame(each, row));
    if (event === undefined || !sameContent(storedEvent(row), event)) return true;
    stays.add(event);
    return false;
  });
  const incoming = again.filter((event) => !stays.has(event));
  return superseded.length === 0 && incoming.length === 0 ? null : { payloadId, superseded, incoming };
};
