import type { CheckedContract } from './checked-event.ts';
import type { Example } from './finding.ts';

/** A contract of which some events state a version and others do not, so that no version counts. */
export const versionOnSomeEvents = ({ contractId, events }: CheckedContract): readonly Example[] => {
  const without = events.find(({ version }) => version === null);
  const withOne = events.find(({ version }) => version !== null);
  if (without === undefined || withOne === undefined) return [];
  const stated = events.filter(({ version }) => version !== null).length;
  const text = `${contractId}: ${stated} of ${events.length} events state a version; ${without.id} does not`;
  return [{ text, events: [without, withOne] }];
};
