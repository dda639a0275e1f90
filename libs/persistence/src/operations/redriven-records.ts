import type { RedrivenRecord, StagedBatch, StagedEvent } from '@app/processing';
import type { AppendedBatch } from '../ingest/append-batch.ts';

const outcomeOf = (
  events: readonly (readonly [index: number, staged: StagedEvent])[],
  notNew: ReadonlySet<number>,
): RedrivenRecord => {
  const [first] = events;
  if (first === undefined) return { outcome: 'passed_over' };
  const [, { event }] = events.find(([index]) => !notNew.has(index)) ?? first;
  const outcome = events.some(([index]) => !notNew.has(index)) ? 'accepted' : 'repeated';
  return { outcome, event: { source: event.source, id: event.id } };
};

/** What became of each record of an appended batch, by its position, which is the id of the refused event. */
export const redrivenRecords = (
  batch: StagedBatch,
  { done: { notNew }, refused }: AppendedBatch,
): ReadonlyMap<string, RedrivenRecord> => {
  const events = Map.groupBy(batch.events.entries(), ([, { record }]) => String(record.position));
  return new Map<string, RedrivenRecord>([
    ...batch.passedOver.map((position) => [String(position), { outcome: 'passed_over' }] as const),
    ...[...events].map(([id, own]) => [id, outcomeOf(own, notNew)] as const),
    // A payload of which one event is refused waits, whatever became of the others.
    ...refused.map(({ record, refusal }) => [String(record.position), { outcome: 'refused', refusal }] as const),
  ]);
};
