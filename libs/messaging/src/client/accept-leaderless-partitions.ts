import { createRequire } from 'node:module';

type Partition = Readonly<{ partitionErrorCode: number }>;

/** What a broker says about topics. A partition without a leader has the leader -1. */
type Metadata = Readonly<{ topicMetadata: readonly Readonly<{ partitionMetadata: readonly Partition[] }>[] }>;

type Response = { parse: (metadata: Metadata) => Promise<Metadata> };

/** The broker's code of a partition whose leader is lost while no other copy can lead. */
const LEADER_NOT_AVAILABLE = 5;

const VERSIONS = [0, 1, 2, 3, 4, 5, 6];

const require = createRequire(import.meta.url);

/** kafkajs does not export its answers of the protocol and has no types for them. */
const responses = VERSIONS.map(
  (version) => require(`kafkajs/src/protocol/requests/metadata/v${version}/response`) as Response,
);
const originals = responses.map(({ parse }) => parse);

const withoutLeaderless = ({ topicMetadata, ...rest }: Metadata): Metadata => ({
  ...rest,
  topicMetadata: topicMetadata.map((topic) => ({
    ...topic,
    partitionMetadata: topic.partitionMetadata.filter((of) => of.partitionErrorCode !== LEADER_NOT_AVAILABLE),
  })),
});

/**
 * Patches kafkajs 2.2.4 so that an answer about topics counts although some partition has no leader. Unpatched, one such
 * partition makes the whole answer an error. A new producer, a check of the brokers and the start of a service ask about
 * all topics of the cluster, so one topic with a single copy on a lost broker, whoever owns it, stopped them until that
 * broker was back. Work on the partition itself still fails and is tried again.
 */
export function acceptLeaderlessPartitions(): void {
  for (const [i, response] of responses.entries()) {
    response.parse = async (metadata) => {
      await originals[i]?.(withoutLeaderless(metadata));
      return metadata;
    };
  }
}
