import { compareCodePoints } from '../text/code-points.ts';
import type { CheckedContract } from './checked-event.ts';
import type { Example } from './finding.ts';

/** A contract with events of more than one source, as the signal `mixed_sources` counts them (definitions, section 8). */
export const twoSources = ({ contractId, events }: CheckedContract): readonly Example[] => {
  const bySource = new Map(events.toReversed().map((event) => [event.source, event]));
  if (bySource.size < 2) return [];
  const sources = [...bySource.keys()].toSorted(compareCodePoints);
  return [{ text: `${contractId}: ${sources.join(', ')}`, events: [...bySource.values()].toReversed() }];
};
