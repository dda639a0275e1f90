import type { CivilDate } from '@app/domain';
import {
  CannotCheckError,
  type DoctorCheck,
  examineContracts,
  examineSnapshots,
  type Extent,
  type PolicyAtHand,
} from '@app/processing';
import { type Database, type Querying, querying } from '../database/database.ts';
import { PostgresOutbox } from '../outbox/postgres-outbox.ts';
import { lastTakenDay } from '../store/last-taken-day.ts';
import { PostgresExaminedBooks } from './postgres-examined-books.ts';
import {
  catchingUpFindings,
  customerFindings,
  leftPartitionFindings,
  outboxFindings,
  payloadFindings,
  queueFindings,
  rateFindings,
  refusedFindings,
  setAsideFindings,
  snapshotterFindings,
  textFindings,
} from './store-health.ts';

export type BooksCheckTerms = PolicyAtHand &
  Readonly<{
    extent: Extent;
    today: CivilDate;
    /** Whether Kafka is asked how far it is read, which it knows better than the store. */
    isKafkaAsked: boolean;
    onProgress: (text: string) => void;
  }>;

/** The day that figures are of: today where a snapshotter takes each day, else the last day taken. */
const shownDay = async (database: Querying, today: CivilDate): Promise<CivilDate> => {
  const [row] = await database.query<{ isKept: boolean }>('SELECT EXISTS (SELECT FROM snapshotter) AS "isKept"');
  return row?.isKept === true ? today : ((await lastTakenDay(database)) ?? today);
};

/** What a doctor asks of the books. It only reads. */
export const booksChecks = (
  database: Database,
  { extent, today, isKafkaAsked, onProgress, ...at }: BooksCheckTerms,
): readonly DoctorCheck[] => {
  const check = (name: string, find: DoctorCheck['find']): DoctorCheck => ({ area: 'books', name, find });
  const store = querying(database);
  const books = new PostgresExaminedBooks(database, at);
  const contracts = (): ReturnType<DoctorCheck['find']> =>
    books.read(extent, (state) =>
      examineContracts(state, {
        policy: at.policy,
        today,
        onContracts: (count, share) => onProgress(`folding contracts again: ${count}, ${Math.floor(100 * share)} %`),
      }),
    );
  const snapshots = (): ReturnType<DoctorCheck['find']> =>
    books.takeOnTrial((take) =>
      examineSnapshots(take, {
        ...at,
        extent,
        now: () => performance.now(),
        onPeriod: (done, of) => onProgress(`taking periods again: ${done} of ${of}`),
      }),
    );
  const customers = async (): ReturnType<DoctorCheck['find']> => {
    if ((await lastTakenDay(store)) === null) throw new CannotCheckError('no snapshots were taken yet');
    return customerFindings(store, extent);
  };
  return [
    check('queue of contracts', () => queueFindings(store)),
    check('the texts of events', () => textFindings(store, extent)),
    check('contracts that are set aside', () => setAsideFindings(store)),
    check('refused events', () => refusedFindings(store)),
    check('payloads', () => payloadFindings(store)),
    check('the snapshotter', () => snapshotterFindings(store, today)),
    check('the outbox', () => outboxFindings(new PostgresOutbox(database))),
    check('first loads', () => catchingUpFindings(store)),
    ...(isKafkaAsked ? [] : [check('partitions that stand still', () => leftPartitionFindings(store))]),
    check('contracts against the ledger', contracts),
    check('customers against the spans', customers),
    check('snapshots against the spans', snapshots),
    {
      area: 'rates',
      name: 'exchange rates',
      find: async () => rateFindings(store, { policy: at.policy, day: await shownDay(store, today) }),
    },
  ];
};
