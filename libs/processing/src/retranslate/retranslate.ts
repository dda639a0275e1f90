import { type CivilDate, countInWords, type Policy } from '@app/domain';
import { policyId as idOf, type RefusalCode } from '@app/wire';
import { refold } from '../fold/value-contracts.ts';
import type { ReplayStep } from '../replay/replay-context.ts';
import { compared, currentByKey, type RestatedSegment } from '../restate/reported-books.ts';
import type { RestateOptions } from '../restate/restate.ts';
import { SnapshotStore, type TakeTransaction } from '../snapshots/snapshot-store.ts';
import { TakeSnapshots } from '../snapshots/take-snapshots.ts';
import { readStoredPolicy } from '../store/open-store.ts';
import { tallyTranslation, type TranslationSummary } from '../translate/translation-tally.ts';
import type { EventCounts, RetranslateTransaction, RetranslationStore, Rereading } from './kept-payloads.ts';
import { readAnew } from './read-anew.ts';
import { type GivenAdapter, rereadings } from './rereadings.ts';

/** Payloads whose events count now would be refused, so that their contracts would lose what these events say. */
export class RefusedAnewError extends Error {
  override readonly name = 'RefusedAnewError';

  constructor(payloads: number, codes: readonly RefusalCode[]) {
    super(
      `${countInWords(payloads, 'payload')} with events that count now would be refused (${codes.join(', ')}), and nothing was changed: ` +
        'look at --dry-run, complete the adapter, or take these events out of the books by --withdraw-refused',
    );
  }
}

/** How far a retranslation is: the step it is in, what that has done, and for how long. */
export type RetranslateStep = Extract<ReplayStep, Readonly<{ step: 'translate' | 'fold' | 'take' }>>;

export type RetranslateOptions = Pick<RestateOptions, 'isDryRun' | 'topic' | 'now' | 'today'> &
  Readonly<{
    /** Null: each payload keeps its adapter. */
    given: GivenAdapter | null;
    /** Whether events count no more if their payload is refused now. Otherwise `RefusedAnewError` is thrown. */
    withdrawsRefused: boolean;
    /** Who runs it, for the record of retranslations. */
    by: string;
    /** Called after each page of payloads and of contracts, and after each period. */
    onStep?: (step: RetranslateStep) => void;
  }>;

export type RetranslateOutcome = Readonly<{
  /** Payloads that the store keeps. */
  kept: number;
  /** What those became that were read anew. */
  translation: TranslationSummary;
  /** Payloads whose events counted and that are refused now. */
  refusedAnew: number;
  events: EventCounts;
  contracts: number;
  revisions: number;
  /** The whole in each period, before and after. */
  whole: readonly RestatedSegment[];
}>;

const CONTRACTS_AT_ONCE = 500;

const NO_EVENTS: EventCounts = { added: 0, replaced: 0, withdrawn: 0 };

const foldChanged = async (
  transaction: RetranslateTransaction,
  policy: Policy,
  { now, today, onStep }: RetranslateOptions,
): Promise<number> => {
  const began = now();
  const of = await transaction.changedContractCount();
  let contracts = 0;
  for await (const page of transaction.changedContracts(CONTRACTS_AT_ONCE)) {
    await refold(page, { policy, today: today(policy.timezone) });
    contracts += page.stale.length;
    onStep?.({ step: 'fold', contracts, of, elapsedMs: now().getTime() - began.getTime() });
  }
  return contracts;
};

/** Takes in the transaction of the retranslation, which already keeps other takes out. */
class SnapshotsWithin extends SnapshotStore {
  constructor(
    private readonly transaction: RetranslateTransaction,
    private readonly policy: Policy,
  ) {
    super();
  }

  async take<T>(asOf: CivilDate, takenAt: Date, work: (take: TakeTransaction) => Promise<T>): Promise<T> {
    return work(this.transaction.take(this.policy, asOf, takenAt));
  }
}

/** Takes again what the changed contracts touch, as of the last day taken. Returns the number of revisions. */
const retake = async (
  transaction: RetranslateTransaction,
  policy: Policy,
  { topic, now, onStep }: RetranslateOptions,
): Promise<number> => {
  const asOf = await transaction.asOf();
  if (asOf === null) return 0;
  const at = now();
  const onPeriod = (periods: number, of: number): void =>
    onStep?.({ step: 'take', periods, of, elapsedMs: now().getTime() - at.getTime() });
  const takes = new TakeSnapshots(new SnapshotsWithin(transaction, policy), {
    policy,
    policyId: idOf(policy),
    topic,
    onPeriod,
  });
  return (await takes.take(asOf, at))?.revisions ?? 0;
};

const changeBooks = async (
  transaction: RetranslateTransaction,
  policy: Policy,
  read: readonly Rereading[],
  options: RetranslateOptions,
): Promise<Omit<RetranslateOutcome, 'kept' | 'whole'>> => {
  await transaction.begin(options.now(), options.by);
  const tally = tallyTranslation();
  const refusedAnew = await readAnew(transaction, read, { tally, ...options });
  const translation = tally.summary();
  if (refusedAnew > 0 && !options.isDryRun && !options.withdrawsRefused) {
    throw new RefusedAnewError(
      refusedAnew,
      translation.refused.map(({ code }) => code),
    );
  }
  const events = await transaction.settle(read);
  const contracts = await foldChanged(transaction, policy, options);
  const revisions = contracts === 0 ? 0 : await retake(transaction, policy, options);
  return { translation, refusedAnew, events, contracts, revisions };
};

/**
 * Translates the payloads that a store keeps anew, by this program's translators, by another adapter or by the zone and
 * dimensions of the store's policy, and brings the books to what the new events say. All of it is one transaction, in
 * which nothing else works in the store: a run that is interrupted has changed nothing, and a second one finds nothing
 * to do. The books then equal those of a fresh store that has read the payloads in this way, and former events and
 * revisions stay readable. Throws `RefusedAnewError`,
 * `NoSuchPayloadsError`.
 */
export const retranslate = async (
  store: RetranslationStore,
  options: RetranslateOptions,
): Promise<RetranslateOutcome> =>
  store.retranslate(async (transaction) => {
    const policy = readStoredPolicy(await transaction.storedPolicy());
    const groups = await transaction.payloadGroups();
    const kept = groups.reduce((sum, { payloads }) => sum + payloads, 0);
    const read = rereadings(groups, options.given, policy);
    if (read.length === 0) return { keep: false, result: { ...nothing(), kept } };
    const before = await currentByKey(transaction);
    const changed = await changeBooks(transaction, policy, read, options);
    const whole = compared(before, await currentByKey(transaction));
    return { keep: !options.isDryRun, result: { kept, ...changed, whole } };
  });

const nothing = (): RetranslateOutcome => ({
  kept: 0,
  translation: tallyTranslation().summary(),
  refusedAnew: 0,
  events: NO_EVENTS,
  contracts: 0,
  revisions: 0,
  whole: [],
});
