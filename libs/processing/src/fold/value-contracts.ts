import { setImmediate } from 'node:timers/promises';
import { addDays, type CivilDate, type ContractId, earlier } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type {
  FoldedContract,
  FoldTransaction,
  StaleContract,
  StoredCharge,
  StoredSpan,
  Tail,
} from './contract-store.ts';
import { FoldPace } from './fold-pace.ts';
import { type Extension, foldPlan, type FoldPlan, numberedAt } from './fold-plan.ts';
import { emptied, extended, type Folded, refolded } from './refold.ts';
import { type FoldTerms, kept, valuedContract } from './valued-contract.ts';

/** The server ends a transaction that is silent for long, and a fold computes between its statements. */
const SILENT_MS = 2_000;

/** The pace of a fold in this transaction, which it keeps alive. The fold rejects once the signal is aborted. */
export const paceIn = (
  transaction: Pick<FoldTransaction, 'keepAlive'>,
  budgetMs: number,
  signal?: AbortSignal,
): FoldPace => {
  const now = (): number => performance.now();
  let spokenAt = now();
  const rest = async (): Promise<void> => {
    await setImmediate();
    signal?.throwIfAborted();
    if (now() - spokenAt < SILENT_MS) return;
    await transaction.keepAlive();
    spokenAt = now();
  };
  return new FoldPace({ now, rest }, budgetMs);
};

/** The stored spans that a fold reads: those it may change, and those around today, which the record shows. */
const tailOf = ({ contract, way }: FoldPlan, since: CivilDate | null, today: CivilDate): Tail => ({
  contractId: contract.contractId,
  // From the day before, because the span that ends there is the last one if there are no new ones.
  since: way === 'refold' || since === null ? null : earlier(addDays(since, -1), today),
});

/** An extended timeline, null if it is past the budget, and what it has cost. */
type Extended = Readonly<{ folded: Folded | null; costMs: number }>;

/** The extended timelines, at the pace of a fold. The events of their stored entries are read in one statement. */
const extensions = async (
  plans: readonly FoldPlan[],
  transaction: FoldTransaction,
  terms: FoldTerms,
): Promise<ReadonlyMap<FoldPlan, Extended>> => {
  const extending = plans.filter((plan): plan is Extension => plan.way === 'extend');
  const wanted = extending.flatMap(({ tail, contract: { contractId } }) =>
    tail.map(({ seq }) => ({ contractId, seq })),
  );
  const rows = wanted.length === 0 ? new Map<number, LedgerRow>() : await transaction.events(wanted);
  const { pace } = terms;
  const found = new Map<FoldPlan, Extended>();
  for (const plan of extending) {
    pace.begin();
    const stored = plan.tail.flatMap(({ seq }) => rows.get(seq) ?? []);
    const before = await numberedAt(pace, stored, transaction.merged);
    const folded = before === null ? null : await extended(plan, before, terms);
    found.set(plan, { folded, costMs: pace.spentMs });
    await pace.goOn();
  }
  return found;
};

/** All events of the contracts to be refolded that have folded events, read in one statement. */
const allEventsOf = async (
  plans: readonly FoldPlan[],
  transaction: FoldTransaction,
): Promise<ReadonlyMap<ContractId, readonly LedgerRow[]>> => {
  const whole = plans
    .filter(({ way, contract }) => way === 'refold' && contract.head !== null)
    .map(({ contract }) => contract.contractId);
  return whole.length === 0 ? new Map<ContractId, never>() : transaction.allEvents(whole);
};

/** The stored state of the planned contracts, as far as their folds need it. */
type Stored = Readonly<{
  extendedBy: ReadonlyMap<FoldPlan, Extended>;
  events: ReadonlyMap<ContractId, readonly LedgerRow[]>;
  spans: ReadonlyMap<ContractId, readonly StoredSpan[]>;
  charges: ReadonlyMap<ContractId, readonly StoredCharge[]>;
}>;

const storedFor = async (
  transaction: FoldTransaction,
  plans: readonly FoldPlan[],
  terms: FoldTerms,
): Promise<Stored> => {
  const extendedBy = await extensions(plans, transaction, terms);
  const events = await allEventsOf(plans, transaction);
  const stored = plans
    .filter((plan) => plan.contract.head !== null && extendedBy.get(plan)?.folded !== null)
    .map((plan) => tailOf(plan, extendedBy.get(plan)?.folded?.since ?? null, terms.today));
  return {
    extendedBy,
    events,
    spans: await transaction.spans(stored),
    charges: await transaction.charges(stored),
  };
};

type At = Pick<FoldTransaction, 'horizon' | 'merged'>;

/** Null if the contract is past its budget. */
const foldedContract = async (
  plan: FoldPlan,
  stored: Stored,
  { horizon, merged }: At,
  terms: FoldTerms,
): Promise<FoldedContract | null> => {
  const { contractId, head, fresh } = plan.contract;
  const before = { spans: stored.spans.get(contractId) ?? [], charges: stored.charges.get(contractId) ?? [] };
  if (plan.way === 'keep') return kept(plan.contract, before.spans, terms.today);
  const { pace, policy } = terms;
  const extension = stored.extendedBy.get(plan);
  const folded = extension === undefined ? await refoldedPlan() : extension.folded;
  return folded === null ? null : valuedContract({ contract: plan.contract, folded, stored: before }, horizon, terms);

  async function refoldedPlan(): Promise<Folded | null> {
    const events = await numberedAt(pace, head === null ? fresh : (stored.events.get(contractId) ?? []), merged);
    if (events === null) return null;
    return events.length === 0 && head !== null ? emptied(head) : refolded(events, policy, pace);
  }
};

/** The contracts of a fold that it did not fold: those past their budget, and those left for another transaction. */
export type Unfolded = Readonly<{
  aside: Readonly<{ contract: StaleContract; costMs: number }>[];
  left: StaleContract[];
}>;

/** Folds each contract when it is asked for, so garbage collection does not copy the data of all of them. */
async function* fold(
  plans: readonly FoldPlan[],
  stored: Stored,
  at: At,
  { terms, unfolded }: Readonly<{ terms: FoldTerms; unfolded: Unfolded }>,
): AsyncGenerator<FoldedContract> {
  const { pace } = terms;
  pace.start();
  for (const [i, plan] of plans.entries()) {
    // The first one is always folded or set aside, so every transaction brings the queue on.
    if (i > 0 && pace.isLong) {
      unfolded.left.push(plan.contract);
      continue;
    }
    pace.begin();
    const folded = await foldedContract(plan, stored, at, terms);
    if (folded === null) {
      const costMs = pace.spentMs + (stored.extendedBy.get(plan)?.costMs ?? 0);
      unfolded.aside.push({ contract: plan.contract, costMs });
    }
    if (folded !== null) yield folded;
    await pace.goOn();
  }
}

const plansFor = async (transaction: FoldTransaction, { pace, policy }: FoldTerms): Promise<readonly FoldPlan[]> => {
  const plans: FoldPlan[] = [];
  for (const contract of transaction.stale) {
    pace.begin();
    plans.push(await foldPlan(contract, transaction, { pace, policy }));
    await pace.goOn();
  }
  return plans;
};

/**
 * Folds the new events of stale contracts into their spans. Returns the contracts that are past their budget, and those
 * that are left because the transaction has been open long enough; the events of both wait on.
 */
export const foldStale = async (transaction: FoldTransaction, terms: FoldTerms): Promise<Unfolded> => {
  const plans = await plansFor(transaction, terms);
  const unfolded: Unfolded = { aside: [], left: [] };
  const stored = await storedFor(transaction, plans, terms);
  await transaction.write(fold(plans, stored, transaction, { terms, unfolded }));
  return unfolded;
};

async function* withoutChange(folded: AsyncIterable<FoldedContract>): AsyncGenerator<FoldedContract> {
  for await (const contract of folded) yield { ...contract, change: null };
}

type Unpaced = Omit<FoldTerms, 'pace'>;

/** The stale contracts, each folded from all of its events, whatever that costs. */
const refoldedContracts = async (
  transaction: FoldTransaction,
  terms: Unpaced,
): Promise<AsyncIterable<FoldedContract>> => {
  const pace = paceIn(transaction, Infinity);
  const plans = transaction.stale.map((contract): FoldPlan => ({ way: 'refold', contract }));
  const paced = { ...terms, pace };
  const stored = await storedFor(transaction, plans, paced);
  return fold(plans, stored, transaction, { terms: paced, unfolded: { aside: [], left: [] } });
};

/**
 * Values contracts again from all of their events. Writes no changes, because the caller takes every snapshot again.
 */
export const revalue = async (transaction: FoldTransaction, terms: Unpaced): Promise<void> =>
  transaction.write(withoutChange(await refoldedContracts(transaction, terms)));

/** The same with the changes, by which the next take finds the periods that differ. */
export const refold = async (transaction: FoldTransaction, terms: Unpaced): Promise<void> =>
  transaction.write(await refoldedContracts(transaction, terms));
