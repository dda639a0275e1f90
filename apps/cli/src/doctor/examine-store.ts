import { todayIn } from '@app/host';
import { booksChecks, type Database, postgresChecks, PostgresBooks, PostgresFollowedTopics } from '@app/persistence';
import { SystemClock } from '@app/platform';
import {
  CannotCheckError,
  type DoctorCheck,
  examinePolicy,
  type Examination,
  type Extent,
  finding,
  type FollowedTopics,
  type PolicyAtHand,
  readStoredPolicy,
  type StoredPolicy,
} from '@app/processing';
import type { Policy } from '@app/domain';

export type StoreTerms = Readonly<{
  extent: Extent;
  /** The policy that services are started with; null if none was given. */
  policy: Policy | null;
  /** The folder of the data, if they are on this machine. */
  folder: string | null;
  isKafkaAsked: boolean;
  /** Checks that need the brokers, or that say why those are not asked. They get null if the store cannot be read. */
  ofKafka: (followed: FollowedTopics | null) => readonly DoctorCheck[];
  onProgress: (text: string) => void;
}>;

/** Makes some checks, and returns what they have found. */
export type Examine = (checks: readonly DoctorCheck[]) => Promise<Examination>;

/** Nothing of the books can be read by these. */
const STOPPING = ['no_store', 'migration_missing', 'schema_newer', 'table_missing'] as const;

const joined = (parts: readonly Examination[]): Examination => ({
  findings: parts.flatMap(({ findings }) => findings),
  checks: parts.reduce((sum, { checks }) => sum + checks, 0),
  skipped: parts.flatMap(({ skipped }) => skipped),
});

const policyCheck = (find: DoctorCheck['find']): DoctorCheck => ({ area: 'policy', name: 'policy', find });

/** The policy of the store as it is read; null if it cannot value anything here. */
const readable = (stored: StoredPolicy, { findings }: Examination): PolicyAtHand | null => {
  if (findings.some(({ code }) => code === 'calculation_differs')) return null;
  try {
    return { policy: readStoredPolicy(stored), policyId: stored.policyId };
  } catch {
    return null;
  }
};

const notReadable = (why: string): DoctorCheck => ({
  area: 'books',
  name: 'books',
  find: () => Promise.reject(new CannotCheckError(why)),
});

const booksOf = async (database: Database, terms: StoreTerms, examine: Examine): Promise<Examination> => {
  const read: { stored?: StoredPolicy | null } = {};
  const ofPolicy = await examine([
    policyCheck(async () => {
      read.stored = await new PostgresBooks(database).storedPolicy();
      return read.stored === null
        ? [
            finding('no_store', {
              what: 'the schema is there, but no program has opened the store',
              severity: 'warning',
            }),
          ]
        : examinePolicy(read.stored, terms.policy);
    }),
  ]);
  const at = read.stored ? readable(read.stored, ofPolicy) : null;
  const { extent, isKafkaAsked, onProgress } = terms;
  const checks =
    at === null
      ? [notReadable('the policy of the store cannot be read or does not fit this program')]
      : booksChecks(database, {
          ...at,
          extent,
          isKafkaAsked,
          onProgress,
          today: todayIn(at.policy.timezone, new SystemClock()),
        });
  return joined([ofPolicy, await examine(checks)]);
};

/** Examines a server, its schema, and the books in it as far as they can be read. */
export const examineStore = async (database: Database, terms: StoreTerms, examine: Examine): Promise<Examination> => {
  const { folder } = terms;
  const ofServer = await examine(postgresChecks(database, { folder, now: () => Date.now() }));
  const isUnreadable = ofServer.findings.some(({ code }) => STOPPING.some((one) => one === code));
  const ofBooks = isUnreadable
    ? await examine([notReadable('the schema is not that of this program')])
    : await booksOf(database, terms, examine);
  const ofKafka = await examine(terms.ofKafka(isUnreadable ? null : new PostgresFollowedTopics(database)));
  return joined([ofKafka, ofServer, ofBooks]);
};
