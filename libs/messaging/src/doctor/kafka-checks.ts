import type { DoctorCheck } from '@app/processing';
import type { KafkaClient } from '../client/kafka-client.ts';
import { ClusterAccess } from './cluster-access.ts';
import { ClusterVisit, type KafkaCheckTerms } from './cluster-visit.ts';
import { publishedFindings } from './topic-output.ts';
import { progressOfTopics } from './topic-progress.ts';

/** What a doctor asks of the brokers, and the function that ends the visit. Nothing is written. */
export const kafkaChecks = (
  kafka: KafkaClient,
  terms: KafkaCheckTerms,
): Readonly<{ checks: readonly DoctorCheck[]; close: () => Promise<void> }> => {
  const admin = kafka.admin({ retry: { retries: 2 } });
  const access = new ClusterAccess(kafka);
  const visit = new ClusterVisit(admin, access, terms);
  const check = (name: string, find: DoctorCheck['find']): DoctorCheck => ({ area: 'kafka', name, find });
  return {
    checks: [
      check('brokers', () => visit.reach()),
      check('ACLs', () => visit.acls()),
      check('topics', () => visit.missing()),
      check('settings of topics', () => visit.settings()),
      check('progress against the topics', () => progressOfTopics(visit)),
      check('published snapshots against the store', () => publishedFindings(visit, terms.snapshotsTopic, 'snapshots')),
      check('published contracts against the store', () => publishedFindings(visit, terms.contractsTopic, 'contracts')),
      { area: 'clock', name: 'clocks of the records', find: () => visit.clock() },
    ],
    close: async () => {
      await admin.disconnect();
      await access.close();
    },
  };
};
