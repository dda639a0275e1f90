import {
  ACV_BAND,
  CALC_VERSION,
  type CivilDate,
  COHORT,
  Decimal,
  dimensionsOf,
  FIGURES,
  NO_SEGMENT,
  type Policy,
  type ValuationPolicy,
} from '@app/domain';
import { policyDifference, policyId as idOf, policyJson, snapshotKey, storedSnapshot } from '@app/wire';
import type { ReplayStep } from '../replay/replay-context.ts';
import type { FoldTransaction } from '../fold/contract-store.ts';
import { revalue } from '../fold/value-contracts.ts';
import type { RestatementStore, RestateTransaction } from './restatement-store.ts';
import { compared, currentByKey, type RestatedSegment } from './reported-books.ts';
import type { NewRevision, SnapshotRevision } from '../snapshots/snapshot-store.ts';
import type { TakenAt } from '../snapshots/revise.ts';
import { allPeriods, periodKey, type StalePeriod } from '../snapshots/stale-periods.ts';
import { takePeriod } from '../snapshots/take-period.ts';
import type { StoredPolicy } from '../store/books.ts';
import { readStoredPolicy } from '../store/open-store.ts';
import { republishedSnapshot } from '../store/republished-snapshot.ts';

export type RestateOutcome = Readonly<{
  /** How the policies differ: key, stored, given. */
  differences: ReturnType<typeof policyDifference>;
  /** The number of contracts valued; 0 if the policies value them alike. */
  contracts: number;
  revisions: number;
  withdrawn: number;
  /** The whole in each period, before and after. */
  whole: readonly RestatedSegment[];
}>;

/** How far a restatement is: the step it is in, what that has done, and for how long. */
export type RestateStep = Extract<ReplayStep, Readonly<{ step: 'fold' | 'take' }>>;

export type RestateOptions = Readonly<{
  /** Null if the store keeps its own. */
  policy: Policy | null;
  /** Shows the changes and keeps nothing. */
  isDryRun: boolean;
  /** Null if nothing is published. */
  topic: string | null;
  now: () => Date;
  today: (timezone: string) => CivilDate;
  /** Called after each page of contracts and each period. */
  onStep?: (step: RestateStep) => void;
}>;

const CONTRACTS_AT_ONCE = 500;

type Settled = RestateOptions & Readonly<{ policy: Policy }>;

/** The rules that decide what a contract is worth, and the zone that decides which day its record shows. */
const VALUED_BY: readonly (keyof ValuationPolicy | 'timezone')[] = [
  'ramp',
  'amendmentBasis',
  'discounts',
  'renewalGraceDays',
  'timezone',
];

/**
 * Whether contracts have the same values under the new policy, because it differs in other rules alone. Under the same
 * policy everything is valued again, since that is what was asked for.
 */
const keepsValues = ({ policyId, valuedBy }: StoredPolicy, from: Policy, to: Policy): boolean =>
  valuedBy === CALC_VERSION && policyId !== idOf(to) && VALUED_BY.every((rule) => from[rule] === to[rule]);

/** Values all contracts, page by page. The next page is read and valued while one is written. */
const revalueAll = async (transaction: RestateTransaction, options: Settled): Promise<number> => {
  const { policy, now } = options;
  const terms = { policy, today: options.today(policy.timezone) };
  const began = now();
  const of = await transaction.contractCount();
  let contracts = 0;
  const valued = async (page: FoldTransaction): Promise<void> => {
    await revalue(page, terms);
    contracts += page.stale.length;
    options.onStep?.({ step: 'fold', contracts, of, elapsedMs: now().getTime() - began.getTime() });
  };
  let before = Promise.resolve();
  try {
    for await (const page of transaction.contracts(CONTRACTS_AT_ONCE)) {
      const next = valued(page);
      // A failure is thrown where the page is awaited; until then it must not count as unhandled.
      next.catch(() => undefined);
      await before;
      before = next;
    }
  } finally {
    // Also when reading fails: the transaction must not end while a page is being written.
    await before;
  }
  return contracts;
};

const ADDITIVE = FIGURES.filter(({ kind }) => kind === 'sum' || kind === 'count');

/** Whether every sum and count is zero: no customer, no booking, no amount. */
const isEmpty = ({ content }: SnapshotRevision): boolean => {
  const figures = storedSnapshot(content);
  return ADDITIVE.every(({ name }) => new Decimal(figures[name] ?? 0).isZero());
};

/** Whether a segment is one that only the former policy named: a band it no longer has, a cohort of another grain. */
const isRenamed = (
  { dimension, segment }: SnapshotRevision,
  current: SnapshotRevision,
  from: Policy,
  to: Policy,
): boolean => {
  if (segment === NO_SEGMENT) return false;
  if (dimension === ACV_BAND) return !to.bands.some(({ label }) => label === segment);
  const isOtherGrain = from.cohortGrain !== to.cohortGrain || from.fiscalYearStartMonth !== to.fiscalYearStartMonth;
  return dimension === COHORT && isOtherGrain && isEmpty(current);
};

/**
 * The keys that the new policy no longer has: those of a removed grain, dimension or period, and of a renamed cohort or
 * band. Segments of attributes stay, with zeros.
 */
const gone = (
  before: ReadonlyMap<string, SnapshotRevision>,
  after: ReadonlyMap<string, SnapshotRevision>,
  periods: readonly StalePeriod[],
  { from, to }: Readonly<{ from: Policy; to: Policy }>,
): readonly SnapshotRevision[] => {
  const labels = new Set(periods.map(({ period }) => periodKey(period)));
  const dimensions = new Set(dimensionsOf(to));
  return [...before].flatMap(([key, was]) => {
    const current = after.get(key);
    if (current === undefined) return [];
    const hasPlace = labels.has(`${was.grain}|${was.period}`) && dimensions.has(was.dimension);
    return hasPlace && !isRenamed(was, current, from, to) ? [] : [current];
  });
};

/** The last revision of a key that is gone. It repeats the figures of the revision before, so they stay readable. */
const withdrawnRevision = (current: SnapshotRevision, at: Date): NewRevision => {
  const revision = current.revision + 1;
  return {
    ...current,
    revision,
    snapshotId: `${snapshotKey(current)}#${revision}`,
    status: 'withdrawn',
    reason: 'policy',
    emittedAt: at,
    workings: null,
  };
};

/**
 * Values a store's whole history anew, by another policy or by this program's calculation: contracts and snapshots, in
 * one transaction, while processors wait. The books then equal those of a fresh store under that policy, and everything
 * that was reported before stays readable.
 */
export const restate = async (store: RestatementStore, options: RestateOptions): Promise<RestateOutcome> =>
  store.restate(async (transaction) => {
    const kept = await transaction.storedPolicy();
    const stored = readStoredPolicy(kept);
    const { now } = options;
    const policy = options.policy ?? stored;
    const settled = { ...options, policy };
    const differences = policyDifference(stored, policy);
    const asOf = await transaction.asOf();
    const before = await currentByKey(transaction);
    await transaction.setPolicy(idOf(policy), policyJson(policy));
    const contracts = keepsValues(kept, stored, policy) ? 0 : await revalueAll(transaction, settled);
    const periods =
      asOf === null
        ? { revisions: 0, withdrawn: 0 }
        : await retake(transaction, { asOf, at: now() }, { before, from: stored }, settled);
    const after = await currentByKey(transaction);
    const result = { differences, contracts, ...periods, whole: compared(before, after) };
    return { keep: !options.isDryRun, result };
  });

const retake = async (
  transaction: RestateTransaction,
  { asOf, at }: TakenAt,
  { before, from }: Readonly<{ before: ReadonlyMap<string, SnapshotRevision>; from: Policy }>,
  { policy, topic, now, onStep }: Settled,
): Promise<Readonly<{ revisions: number; withdrawn: number }>> => {
  const take = transaction.take(policy, asOf, at);
  await take.refreshCustomers();
  const periods = allPeriods(asOf, policy, (await take.state()).firstActiveDay);
  let revisions = 0;
  await take.expect(periods);
  for (const [i, period] of periods.entries()) {
    const written = await takePeriod(take, period, { asOf, at }, { policy, policyId: idOf(policy), topic });
    revisions += written.length;
    onStep?.({ step: 'take', periods: i + 1, of: periods.length, elapsedMs: now().getTime() - at.getTime() });
  }
  const ended = gone(before, await currentByKey(transaction), periods, { from, to: policy });
  const withdrawn = ended.map((current) => withdrawnRevision(current, at));
  const tombstones = topic === null ? [] : withdrawn.map((revision) => republishedSnapshot(topic, revision));
  await take.append(withdrawn, tombstones);
  await take.finish(asOf, CALC_VERSION);
  return { revisions, withdrawn: withdrawn.length };
};
