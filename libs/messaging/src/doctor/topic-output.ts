import { CannotCheckError, type DoctorFinding, outputFindings } from '@app/processing';
import type { ClusterVisit } from './cluster-visit.ts';
import { digestOf, readOutput } from './read-output.ts';

/** Records of a topic that are read in a sample. */
const SAMPLED_RECORDS = 20_000;

/** Compares what the store would publish now with what was published. */
export const publishedFindings = async (
  visit: ClusterVisit,
  topic: string,
  of: 'snapshots' | 'contracts',
): Promise<readonly DoctorFinding[]> => {
  visit.assertReached();
  const { followed, extent } = visit.terms;
  if (followed === null) throw new CannotCheckError('the store cannot be read');
  if (!visit.existing.some((one) => one.topic === topic)) throw new CannotCheckError('the topic is missing');
  const { partitions: described } = await visit.described(topic, 'output');
  const ranges = await visit.admin.fetchTopicOffsets(topic);
  const partitions = ranges.map(({ partition, low, high }) => ({
    partition,
    leader: described.find((one) => one.partition === partition)?.leader ?? -1,
    first: BigInt(low),
    end: BigInt(high),
  }));
  const read = await readOutput(visit.access, topic, {
    partitions,
    most: extent === 'all' ? Infinity : SAMPLED_RECORDS,
  });
  const ids = read.isWhole ? null : [...read.records.keys()];
  const expected = of === 'snapshots' ? followed.snapshots() : followed.contracts(ids);
  return outputFindings(read, expected, { waiting: (keys) => followed.waiting(topic, keys), digestOf });
};
