import { kafkaConnection, UsageError } from '@app/host';
import { kafkaChecks, kafkaClient } from '@app/messaging';
import { createLogger, loadSettings } from '@app/platform';
import { CannotCheckError, type DoctorCheck, type Extent, type FollowedTopics } from '@app/processing';
import { TOPICS_SETTINGS } from '../cli-settings.ts';

export type KafkaVisit = Readonly<{
  /** Whether brokers are named. */
  isAsked: boolean;
  checks: (followed: FollowedTopics | null) => readonly DoctorCheck[];
  close: () => Promise<void>;
}>;

/** Kafka is not asked, and the report says why. */
const notAsked = (why: string): KafkaVisit => ({
  isAsked: false,
  checks: () => [{ area: 'kafka', name: 'Kafka', find: () => Promise.reject(new CannotCheckError(why)) }],
  close: () => Promise.resolve(),
});

/** The brokers, topics and group that the settings of the services name, if they name brokers. Throws `UsageError`. */
export const kafkaVisit = async (isFolder: boolean, extent: Extent): Promise<KafkaVisit> => {
  if (isFolder) return notAsked('books in a folder are not read from topics');
  if ((process.env['KAFKA_BROKERS'] ?? '') === '') return notAsked('KAFKA_BROKERS names no broker');
  const loaded = loadSettings(TOPICS_SETTINGS, process.env);
  if (!loaded.isValid) throw new UsageError(loaded.faults.join('\nacv: '));
  const { kafka, consumer, topics } = loaded.settings;
  const logger = createLogger({ name: 'acv', level: 'fatal', secrets: loaded.secrets, output: 'stderr' });
  const client = kafkaClient(await kafkaConnection(kafka), logger);
  const closing: (() => Promise<void>)[] = [];
  return {
    isAsked: true,
    checks: (followed) => {
      const { checks, close } = kafkaChecks(client, {
        inputs: consumer.inputTopics,
        snapshotsTopic: topics.snapshotsTopic,
        contractsTopic: topics.contractsTopic,
        groupId: consumer.groupId,
        followed,
        extent,
        now: () => Date.now(),
      });
      closing.push(close);
      return checks;
    },
    close: async () => {
      for (const close of closing) await close();
    },
  };
};
