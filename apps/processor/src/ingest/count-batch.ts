import type { Metrics } from '@app/platform/service';
import type { AppliedBatch, IncomingBatch } from '@app/processing';

/** Only an accepted record is known to have one of the types. */
const ANY_TYPE = 'any';

/** Counts the outcomes of the records of a committed batch, and observes its size and duration. */
export const countBatch = (metrics: Metrics, batch: IncomingBatch, applied: AppliedBatch, seconds: number): void => {
  metrics.batchRecords.observe(batch.records.length);
  metrics.batchSeconds.observe(seconds);
  for (const [type, count] of Object.entries(applied.accepted))
    metrics.events.inc({ type, outcome: 'accepted' }, count);
  metrics.events.inc({ type: ANY_TYPE, outcome: 'repeated' }, applied.repeated);
  metrics.events.inc({ type: ANY_TYPE, outcome: 'refused' }, applied.refusedRecords.length);
  metrics.events.inc({ type: ANY_TYPE, outcome: 'passed_over' }, applied.passedOver);
  metrics.events.inc({ type: ANY_TYPE, outcome: 'already_done' }, applied.alreadyDone);
  for (const [code, count] of Object.entries(applied.refused)) metrics.refused.inc({ code }, count);
};
