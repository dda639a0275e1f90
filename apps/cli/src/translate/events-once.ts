import type { WireContractEvent } from '@app/wire';

/** Each event once, as a store keeps it: of one id the first counts. */
export const eventsOnce = () => {
  const byIdentity = new Map<string, WireContractEvent>();
  return {
    add: (events: readonly WireContractEvent[]): void => {
      for (const event of events) {
        const key = JSON.stringify([event.source, event.id]);
        if (!byIdentity.has(key)) byIdentity.set(key, event);
      }
    },
    all: (): readonly WireContractEvent[] => [...byIdentity.values()],
  };
};
