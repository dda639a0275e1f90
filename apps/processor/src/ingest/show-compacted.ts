import type { ServiceContext } from '@app/host/service';
import type { TopicReport } from '@app/messaging';

/** Shows in metrics and in the notes of readiness which input topics lose earlier events, as read at the start. */
export const showCompacted = (
  { compactedInputs }: Pick<TopicReport, 'compactedInputs'>,
  { metrics, readiness }: Pick<ServiceContext, 'metrics' | 'readiness'>,
): void => {
  metrics.compactedInputTopics.set(compactedInputs.length);
  const note =
    `${compactedInputs.join(', ')}: Kafka removes the earlier events of a contract, so a store that is loaded from ` +
    'there lacks them. Set cleanup.policy to delete, and replay from the source what is missing.';
  readiness.note('compacted_inputs', compactedInputs.length === 0 ? null : note);
};
