import { addDays, type CivilDate, type ContractId, earlier } from '@app/domain';
import type { LedgerRow } from '../ledger-row.ts';
import type { FoldedContract, FoldTransaction, Tail } from '../ports/contract-store.ts';
import { extended, type Folded, foldPlan, type FoldPlan, numbered, type NumberedEvent, refolded } from './refold.ts';
import { type FoldTerms, kept, valuedContract } from './valued-contract.ts';

/** Which stored spans a fold must see: those it may change, and those around today, which the record shows. */
const tailOf = ({ contract, way }: FoldPlan, since: CivilDate | null, today: CivilDate): Tail => ({
  contractId: contract.contractId,
  // The day before too: the span that ended there is the last one where the new ones have none.
  since: way === 'refold' || since === null ? null : earlier(addDays(since, -1), today),
});

type Extension = Extract<FoldPlan, { way: 'extend' }>;

/** The extended timelines. The entries that they are extended from are read in one statement. */
const extensions = async (
  plans: readonly FoldPlan[],
  transaction: FoldTransaction,
): Promise<ReadonlyMap<FoldPlan, Folded>> => {
  const extending = plans.filter((plan): plan is Extension => plan.way === 'extend');
  const wanted = extending.flatMap(({ tail, contract: { contractId } }) =>
    tail.map(({ seq }) => ({ contractId, seq })),
  );
  const rows = wanted.length === 0 ? new Map<number, never>() : await transaction.events(wanted);
  const known = ({ tail }: Extension): ReadonlyMap<number, NumberedEvent> =>
    new Map(
      tail.flatMap(({ seq }) => {
        const row = rows.get(seq);
        return row === undefined ? [] : [[seq, numbered(row)] as const];
      }),
    );
  return new Map(extending.map((plan) => [plan, extended(plan, known(plan))]));
};

/** The events of contracts to be refolded of which some were folded before, in one statement. */
const allEventsOf = async (
  plans: readonly FoldPlan[],
  transaction: FoldTransaction,
): Promise<ReadonlyMap<ContractId, readonly LedgerRow[]>> => {
  const whole = plans
    .filter(({ way, contract }) => way === 'refold' && contract.head !== null)
    .map(({ contract }) => contract.contractId);
  return whole.length === 0 ? new Map<ContractId, never>() : transaction.allEvents(whole);
};

const fold = async (
  transaction: FoldTransaction,
  plans: readonly FoldPlan[],
  terms: FoldTerms,
): Promise<readonly FoldedContract[]> => {
  const extendedBy = await extensions(plans, transaction);
  const all = await allEventsOf(plans, transaction);
  const tails = plans.map((plan) => tailOf(plan, extendedBy.get(plan)?.since ?? null, terms.today));
  const stored = tails.filter((_, i) => plans[i]?.contract.head !== null);
  const spans = await transaction.spans(stored);
  const charges = await transaction.charges(stored);
  return plans.map((plan) => {
    const { contractId, head, fresh } = plan.contract;
    const before = { spans: spans.get(contractId) ?? [], charges: charges.get(contractId) ?? [] };
    if (plan.way === 'keep') return kept(plan.contract, before.spans, terms.today);
    const folded =
      extendedBy.get(plan) ?? refolded((head === null ? fresh : (all.get(contractId) ?? [])).map(numbered));
    return valuedContract(plan.contract, folded, before, transaction.horizon, terms);
  });
};

/** Takes the new events of stale contracts into their spans. */
export const foldStale = async (transaction: FoldTransaction, terms: FoldTerms): Promise<void> => {
  const plans = transaction.stale.map((contract) => foldPlan(contract, transaction.horizon));
  await transaction.write(await fold(transaction, plans, terms));
};

/** Values contracts anew from all of their events. Whoever asks takes every snapshot anew, so no change is told. */
export const revalue = async (transaction: FoldTransaction, terms: FoldTerms): Promise<void> => {
  const plans = transaction.stale.map((contract): FoldPlan => ({ way: 'refold', contract }));
  const folded = await fold(transaction, plans, terms);
  await transaction.write(folded.map((contract) => ({ ...contract, change: null })));
};
