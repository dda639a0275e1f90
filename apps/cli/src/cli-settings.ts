import {
  consumerSettings,
  databaseSettings,
  kafkaSettings,
  policySettings,
  topicCreationSettings,
  topicSettings,
} from '@app/platform';

/** The settings that `acv topics` reads. */
export const TOPICS_SETTINGS = {
  kafka: kafkaSettings,
  consumer: consumerSettings,
  topics: topicSettings,
  topicCreation: topicCreationSettings,
};

/** All settings that a command reads from the environment. */
export const CLI_SETTINGS = { ...TOPICS_SETTINGS, database: databaseSettings, policy: policySettings };
