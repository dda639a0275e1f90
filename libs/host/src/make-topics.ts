import { ensureTopics, type KafkaClient, type TopicPlan, type TopicReport } from '@app/messaging';
import type { Logger, Settings, topicCreationSettings } from '@app/platform';

type TopicCreation = Settings<{ topics: typeof topicCreationSettings }>['topics'];

/** Creates missing topics if that is allowed, and logs every topic that is missing or has unsuitable settings. */
export const makeTopics = async (
  kafka: KafkaClient,
  of: Pick<TopicPlan, 'inputs' | 'outputs'>,
  { creation, partitions, replication }: TopicCreation,
  logger: Logger,
): Promise<TopicReport> => {
  const report = await ensureTopics(kafka, {
    ...of,
    mayCreate: creation === 'allowed',
    partitions,
    ...(replication === null ? {} : { replicationFactor: replication }),
  });
  const { created, missing, warnings } = report;
  for (const topic of created) logger.info({ topic }, 'topic created');
  for (const topic of missing) logger.error({ topic }, 'topic is missing, and TOPIC_CREATION is forbidden');
  for (const warning of warnings) logger.warn(warning);
  return report;
};
