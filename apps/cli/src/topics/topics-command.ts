import { ensureTopics, kafkaClient } from '@app/messaging';
import { createLogger, loadSettings, settingsHelp } from '@app/platform';
import { Command } from 'commander';
import { kafkaConnection, UsageError } from '@app/host';
import { TOPICS_SETTINGS } from '../cli-settings.ts';

const createTopics = async (): Promise<void> => {
  const loaded = loadSettings(TOPICS_SETTINGS, process.env);
  if (!loaded.isValid) throw new UsageError(loaded.faults.join('\nacv: '));
  const { kafka, consumer, topics, topicCreation } = loaded.settings;
  const logger = createLogger({ name: 'acv', level: 'warn', secrets: loaded.secrets, output: 'stderr' });
  const { created, missing, warnings } = await ensureTopics(kafkaClient(await kafkaConnection(kafka), logger), {
    inputs: consumer.inputTopics,
    outputs: [topics.snapshotsTopic, topics.contractsTopic],
    partitions: topicCreation.partitions,
    mayCreate: topicCreation.creation === 'allowed',
    ...(topicCreation.replication === null ? {} : { replicationFactor: topicCreation.replication }),
  });
  const said = [
    ...created.map((topic) => `created: ${topic}`),
    ...missing.map((topic) => `missing: ${topic}`),
    ...warnings,
  ];
  process.stderr.write(`${(said.length === 0 ? ['all topics exist'] : said).join('\n')}\n`);
  if (missing.length > 0) throw new Error('topics are missing, but TOPIC_CREATION is forbidden');
};

export const topicsCommand = (): Command =>
  new Command('topics')
    .description('create the missing Kafka topics, with the settings of the services')
    .addHelpText('after', () => `\n${settingsHelp('acv topics', TOPICS_SETTINGS)}`)
    .action(createTopics);
