import type { ContractEvent } from './contract-event.ts';
import { compareRecords } from './record-order.ts';
import { extendTimeline, type Timeline } from './timeline.ts';

/** The timeline of a contract from its events in any order of arrival, each once. */
export const foldTimeline = (events: readonly ContractEvent[]): Timeline =>
  extendTimeline([], events.toSorted(compareRecords));
