import type { ContractEvent } from './contract-event.ts';
import { inRecordOrder } from './record-order.ts';
import { extendTimeline, type Timeline } from './timeline.ts';

/** The timeline of a contract from its events in any order of arrival, each once, with the policy's days of grace. */
export const foldTimeline = (events: readonly ContractEvent[], graceDays = 0): Timeline =>
  extendTimeline([], inRecordOrder(events), graceDays);
