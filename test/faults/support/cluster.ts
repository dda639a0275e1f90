import type { Admin } from 'kafkajs';
import { eventually } from '../../e2e/support/app.ts';
import { built } from '../../e2e/support/built.ts';
import { openStage, type Stage } from '../../e2e/support/stage.ts';
import type { BrokerProcess } from '../../services/broker/broker-process.ts';
import { type LocalCluster, startLocalCluster } from '../../services/broker/local-cluster.ts';
import { withAdmin } from '../../services/kafka.ts';
import { type LocalPostgres, startLocalPostgres } from '../../services/local-postgres.ts';

const stop = (): Promise<void> => Promise.resolve();

/** Three brokers and a Postgres of one suite alone. */
export type ClusterGround = Readonly<{
  cluster: LocalCluster;
  openStage: () => Promise<Stage>;
  close: () => Promise<void>;
}>;

export const openClusterGround = async (): Promise<ClusterGround> => {
  const [cluster, postgres]: [LocalCluster, LocalPostgres, void] = await Promise.all([
    startLocalCluster(),
    startLocalPostgres(),
    built(),
  ]);
  return {
    cluster,
    openStage: () => openStage({ kafka: { brokers: cluster.brokers, stop }, postgres: { url: postgres.url, stop } }),
    close: async () => {
      await Promise.all([cluster.stop(), postgres.stop()]);
    },
  };
};

const partitionsOf = async (admin: Admin, topic: string) =>
  (await admin.fetchTopicMetadata({ topics: [topic] })).topics.flatMap(({ partitions }) => partitions);

/** The id of the broker that leads the partition. */
export const leaderOf = (kafka: Stage['kafka'], topic: string, partition = 0): Promise<number> =>
  withAdmin(kafka, async (admin) => {
    const found = (await partitionsOf(admin, topic)).find(({ partitionId }) => partitionId === partition);
    if (found === undefined) throw new Error(`${topic} has no partition ${partition}.`);
    return found.leader;
  });

/** The hash by which Kafka gives a group to a partition of its offsets. */
const hashOf = (group: string): number =>
  Array.from({ length: group.length }, (_, at) => group.charCodeAt(at)).reduce(
    (hash, code) => (hash * 31 + code) | 0,
    0,
  );

/** The id of the broker that coordinates the group: it leads the partition of the group's offsets. */
export const coordinatorOf = async (kafka: Stage['kafka'], group: string): Promise<number> => {
  const offsets = '__consumer_offsets';
  const { length } = await withAdmin(kafka, (admin) => partitionsOf(admin, offsets));
  return leaderOf(kafka, offsets, (hashOf(group) & 0x7fffffff) % length);
};

/** Waits until each partition of the topics has all of its copies again. */
export const replicated = (kafka: Stage['kafka'], topics: readonly string[], copies = 3): Promise<void> =>
  eventually('all copies of every partition', () =>
    withAdmin(kafka, async (admin) => {
      const partitions = await Promise.all(topics.map((topic) => partitionsOf(admin, topic)));
      return partitions.flat().every(({ isr, leader }) => leader > 0 && isr.length === copies);
    }).catch(() => false),
  );

export const nodeOf = ({ nodes }: LocalCluster, id: number): BrokerProcess => {
  const node = nodes[id - 1];
  if (node === undefined) throw new Error(`There is no broker ${id}.`);
  return node;
};
