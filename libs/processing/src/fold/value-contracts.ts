import { addDays, type CivilDate, type ContractId, earlier, type ValuationPolicy } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { FoldedContract, FoldTransaction, StoredCharge, StoredSpan, Tail } from './contract-store.ts';
import { type Extension, foldPlan, type FoldPlan, numbered, type NumberedEvent, ofMerged } from './fold-plan.ts';
import { extended, type Folded, refolded } from './refold.ts';
import { type FoldTerms, kept, valuedContract } from './valued-contract.ts';

/** The stored spans that a fold reads: those it may change, and those around today, which the record shows. */
const tailOf = ({ contract, way }: FoldPlan, since: CivilDate | null, today: CivilDate): Tail => ({
  contractId: contract.contractId,
  // From the day before, because the span that ends there is the last one if there are no new ones.
  since: way === 'refold' || since === null ? null : earlier(addDays(since, -1), today),
});

/** The extended timelines. The events of their stored entries are read in one statement. */
const extensions = async (
  plans: readonly FoldPlan[],
  transaction: FoldTransaction,
  policy: ValuationPolicy,
): Promise<ReadonlyMap<FoldPlan, Folded>> => {
  const extending = plans.filter((plan): plan is Extension => plan.way === 'extend');
  const wanted = extending.flatMap(({ tail, contract: { contractId } }) =>
    tail.map(({ seq }) => ({ contractId, seq })),
  );
  const rows = wanted.length === 0 ? new Map<number, never>() : await transaction.events(wanted);
  const counted = ofMerged(transaction.merged);
  const stored = ({ tail }: Extension): ReadonlyMap<number, NumberedEvent> =>
    new Map(
      tail.flatMap(({ seq }) => {
        const row = rows.get(seq);
        return row === undefined ? [] : [[seq, counted(numbered(row))] as const];
      }),
    );
  return new Map(extending.map((plan) => [plan, extended(plan, stored(plan), policy)]));
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
  extendedBy: ReadonlyMap<FoldPlan, Folded>;
  events: ReadonlyMap<ContractId, readonly LedgerRow[]>;
  spans: ReadonlyMap<ContractId, readonly StoredSpan[]>;
  charges: ReadonlyMap<ContractId, readonly StoredCharge[]>;
}>;

const storedFor = async (
  transaction: FoldTransaction,
  plans: readonly FoldPlan[],
  { policy, today }: FoldTerms,
): Promise<Stored> => {
  const extendedBy = await extensions(plans, transaction, policy);
  const events = await allEventsOf(plans, transaction);
  const tails = plans.map((plan) => tailOf(plan, extendedBy.get(plan)?.since ?? null, today));
  const stored = tails.filter((_, i) => plans[i]?.contract.head !== null);
  return {
    extendedBy,
    events,
    spans: await transaction.spans(stored),
    charges: await transaction.charges(stored),
  };
};

type At = Pick<FoldTransaction, 'horizon' | 'merged'>;

const foldedContract = (plan: FoldPlan, stored: Stored, { horizon, merged }: At, terms: FoldTerms): FoldedContract => {
  const { contractId, head, fresh } = plan.contract;
  const before = { spans: stored.spans.get(contractId) ?? [], charges: stored.charges.get(contractId) ?? [] };
  if (plan.way === 'keep') return kept(plan.contract, before.spans, terms.today);
  const folded =
    stored.extendedBy.get(plan) ??
    refolded(
      (head === null ? fresh : (stored.events.get(contractId) ?? [])).map(numbered).map(ofMerged(merged)),
      terms.policy,
    );
  return valuedContract({ contract: plan.contract, folded, stored: before }, horizon, terms);
};

/** Folds each contract when it is asked for, so garbage collection does not copy the data of all of them. */
function* fold(plans: readonly FoldPlan[], stored: Stored, at: At, terms: FoldTerms): Generator<FoldedContract> {
  for (const plan of plans) yield foldedContract(plan, stored, at, terms);
}

/** Folds the new events of stale contracts into their spans. */
export const foldStale = async (transaction: FoldTransaction, terms: FoldTerms): Promise<void> => {
  const plans = transaction.stale.map((contract) => foldPlan(contract, transaction));
  await transaction.write(fold(plans, await storedFor(transaction, plans, terms), transaction, terms));
};

function* withoutChange(folded: Iterable<FoldedContract>): Generator<FoldedContract> {
  for (const contract of folded) yield { ...contract, change: null };
}

/**
 * Values contracts again from all of their events. Writes no changes, because the caller takes every snapshot again.
 */
export const revalue = async (transaction: FoldTransaction, terms: FoldTerms): Promise<void> => {
  const plans = transaction.stale.map((contract): FoldPlan => ({ way: 'refold', contract }));
  const stored = await storedFor(transaction, plans, terms);
  await transaction.write(withoutChange(fold(plans, stored, transaction, terms)));
};
