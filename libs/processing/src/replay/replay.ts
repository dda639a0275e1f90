import type { CivilDate, FxRate, Policy } from '@app/domain';
import { FoldContracts } from '../fold/fold-contracts.ts';
import type { SetAsideContract } from '../fold/set-aside.ts';
import { ApplyEvents } from '../ingest/apply-events.ts';
import type { TakenAt } from '../snapshots/revise.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import { AsOfMovesBackError, type TakeOutcome, TakeSnapshots } from '../snapshots/take-snapshots.ts';
import type { PolicyAtHand } from '../store/books.ts';
import { lookAhead, openStore } from '../store/open-store.ts';
import { foldAll } from './fold-all.ts';
import { ingestAll, type IngestTotals } from './ingest-all.ts';
import type { PayloadTranslation } from '../translate/payload-translation.ts';
import type { ReplayContext } from './replay-context.ts';
import type { ReplaySource } from './replay-source.ts';
import type { ReplayStore } from './replay-store.ts';

export type ReplayInput = Readonly<{
  source: ReplaySource;
  /** The day as of which the books are taken; null: today, in the policy's zone. */
  asOf: CivilDate | null;
  /** Null: the store's own, or the default. */
  policy: Policy | null;
  rates: readonly FxRate[];
  /** How the records of the source become events under the store's policy; absent: they are events. */
  translation?: (policy: Policy) => PayloadTranslation;
}>;

export type ReplayOutcome = Readonly<{
  totals: IngestTotals;
  /** The number of contracts valued. */
  contracts: number;
  /** Contracts whose latest events are in no figure, because valuing them takes too long. */
  setAside: readonly SetAsideContract[];
  asOf: CivilDate;
  /** Null if a snapshotter takes the snapshots of this store. */
  take: TakeOutcome | null;
  at: PolicyAtHand;
}>;

/** A day was given, but a snapshotter works in the store, and it decides the day of the snapshots. */
export class SnapshotterAtWorkError extends Error {
  constructor() {
    super('a snapshotter is at work in this store and takes its snapshots; leave out the day');
    this.name = 'SnapshotterAtWorkError';
  }
}

/**
 * Stores events, values every contract that they touch and takes the snapshots as of a day, by the same use cases that
 * run behind Kafka. A second run of the same events adds nothing. Throws `PolicyDiffersError`,
 * `CalculationDiffersError`, `SnapshotterAtWorkError` or `AsOfMovesBackError` before anything is read.
 */
export const replay = async (
  store: ReplayStore,
  { source, asOf: given, policy, rates, translation }: ReplayInput,
  context: ReplayContext,
): Promise<ReplayOutcome> => {
  const { books } = store;
  const { today, now } = context;
  const at = await openStore(books, policy, given ?? today('UTC'));
  const isShared = await books.isSnapshotterAtWork();
  if (isShared && given !== null) throw new SnapshotterAtWorkError();
  const asOf = given ?? today(at.policy.timezone);
  const last = await store.lastTakenDay();
  // Checked before anything is read, so a replay whose snapshots cannot be taken does not end half-way.
  if (!isShared && last !== null && asOf < last) throw new AsOfMovesBackError(last, asOf);
  if (rates.length > 0) await books.storeRates(rates);
  const { ingest, contracts, snapshots } = store.under(at);
  const translated = translation?.(at.policy) ?? null;
  const totals = await ingestAll(source, new ApplyEvents(ingest, () => translated), context);
  await lookAhead(books, asOf);
  const began = now();
  const folded = await foldAll(
    new FoldContracts(contracts, at.policy, () => asOf, { now }),
    await contracts.staleCount(),
    context,
  );
  const take = isShared ? null : await takeAll(snapshots, at, { asOf, at: now() }, context);
  const setAside = await contracts.setAside();
  const isNew = ({ since }: SetAsideContract): boolean => since >= began;
  return { totals, contracts: folded - setAside.filter(isNew).length, setAside, asOf, take, at };
};

const takeAll = (
  snapshots: SnapshotStore,
  at: PolicyAtHand,
  taken: TakenAt,
  { now, listener }: ReplayContext,
): Promise<TakeOutcome | null> => {
  const onPeriod = (periods: number, of: number): void =>
    listener.onStep({ step: 'take', periods, of, elapsedMs: now().getTime() - taken.at.getTime() });
  return new TakeSnapshots(snapshots, { ...at, topic: null, onPeriod }).take(taken.asOf, taken.at);
};
