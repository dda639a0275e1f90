import type { Progress } from '@app/processing';
import type { KafkaClient } from '../client/kafka-client.ts';
import { seeLogEnds } from '../consumer/see-log-ends.ts';

/** Stores where the logs of a topic end, before a consumer of it starts. Does nothing if the topic does not exist. */
export async function seeTopic(kafka: KafkaClient, progress: Progress, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    if ((await admin.listTopics()).includes(topic)) await seeLogEnds(admin, progress, topic);
  } finally {
    await admin.disconnect();
  }
}
