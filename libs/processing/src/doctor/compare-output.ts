import type { NewOutgoingRecord } from '../outgoing/new-outgoing-record.ts';
import { type DoctorFinding, finding, namesOf } from './finding.ts';

/** The last record of a key in a topic: that with the highest sequence. */
export type PublishedRecord = Readonly<{ sequence: bigint; revision: number | null; digest: string }>;

/** What was read of a topic of results, by key. */
export type ReadOutput = Readonly<{
  topic: string;
  records: ReadonlyMap<string, PublishedRecord>;
  /** Whether the whole topic was read; else a key may be missing because its record is older. */
  isWhole: boolean;
}>;

/** The record that the store would publish for a key now. */
export type ExpectedRecord = Pick<NewOutgoingRecord, 'key' | 'value'>;

/** The revision that a record states; null for a tombstone, and for what is no record of ours. */
export const revisionIn = (value: Buffer | null): number | null => {
  if (value === null) return null;
  try {
    const { revision } = JSON.parse(value.toString()) as Readonly<{ revision?: unknown }>;
    return typeof revision === 'number' ? revision : null;
  } catch {
    return null;
  }
};

/** Equal for equal values; a tombstone has one of its own. */
export type DigestOf = (value: Buffer | null) => string;

type Judged = 'output_behind' | 'output_ahead' | 'output_differs';

/** How the last record of a key is not that of the store; null if it is. */
const judged = (
  published: PublishedRecord | undefined,
  { value }: ExpectedRecord,
  { isWhole, digestOf }: Readonly<{ isWhole: boolean; digestOf: DigestOf }>,
): Judged | null => {
  // Compaction removes a tombstone after a while.
  if (published === undefined) return isWhole && value !== null ? 'output_behind' : null;
  if (published.digest === digestOf(value)) return null;
  const revision = revisionIn(value);
  if (revision === null || published.revision === null || published.revision < revision) return 'output_behind';
  return published.revision > revision ? 'output_ahead' : 'output_differs';
};

const TEXTS: Readonly<Record<Judged, string>> = {
  output_behind: 'have an older record than the store, or none',
  output_ahead: 'have a newer record than the store',
  output_differs: 'have another record than the store under the same revision',
};

/**
 * Compares what was read of a topic with what the store would publish now. `waiting` says which of some keys wait in
 * the outbox: their records are not due yet.
 */
export const outputFindings = async (
  { topic, records, isWhole }: ReadOutput,
  expected: AsyncIterable<readonly ExpectedRecord[]>,
  {
    waiting,
    digestOf,
  }: Readonly<{ waiting: (keys: readonly string[]) => Promise<ReadonlySet<string>>; digestOf: DigestOf }>,
): Promise<readonly DoctorFinding[]> => {
  const found = new Map<Judged, { names: string[]; count: number }>();
  for await (const page of expected) {
    const wrong = page.flatMap((record) => {
      const key = record.key?.toString() ?? '';
      const code = judged(records.get(key), record, { isWhole, digestOf });
      return code === null ? [] : [{ key, code }];
    });
    const isWaiting = wrong.length === 0 ? new Set<string>() : await waiting(wrong.map(({ key }) => key));
    for (const { key, code } of wrong.filter((one) => !isWaiting.has(one.key))) {
      const all = found.get(code) ?? { names: [], count: 0 };
      found.set(code, { names: all.count < 20 ? [...all.names, key] : all.names, count: all.count + 1 });
    }
  }
  return [...found].map(([code, { names, count }]) =>
    finding(code, { object: topic, what: `${topic}: ${count} keys ${TEXTS[code]}: ${namesOf(names)}` }),
  );
};
