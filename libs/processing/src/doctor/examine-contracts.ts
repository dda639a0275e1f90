import {
  type CivilDate,
  lastMerges,
  lostChanges,
  checkedTimeline,
  type MergedCustomers,
  mergedCustomers,
  type ValuationPolicy,
} from '@app/domain';
import { contractEvent, storedEvent, type WireContractEvent } from '@app/wire';
import { KeptContracts } from '../check/kept-contracts.ts';
import { linesDigestOf } from '../check/lines-digest.ts';
import type { ContractHead, FoldedContract } from '../fold/contract-store.ts';
import type { FoldPace } from '../fold/fold-pace.ts';
import { numberedAt } from '../fold/fold-plan.ts';
import { emptied, refolded } from '../fold/refold.ts';
import { paceIn } from '../fold/value-contracts.ts';
import { valuedContract } from '../fold/valued-contract.ts';
import type { BooksToExamine, ExaminedContract } from './books-to-examine.ts';
import { contractDifferences } from './contract-differences.ts';
import { type DoctorFinding, finding } from './finding.ts';
import { KeptFindings } from './kept-findings.ts';

export type ContractTerms = Readonly<{
  policy: ValuationPolicy;
  today: CivilDate;
  onContracts: (count: number, share: number) => void;
}>;

type Terms = Pick<ContractTerms, 'policy' | 'today'> &
  Pick<BooksToExamine, 'horizon'> &
  Readonly<{ merged: MergedCustomers; pace: FoldPace }>;

/** Contracts are refolded in full, however long one takes: nobody waits for a lock meanwhile. */
const unhurried = (): FoldPace => paceIn({ keepAlive: () => Promise.resolve() }, Infinity);

/** Events that the head names and that are gone from the ledger. */
const missingEvents = (contract: ExaminedContract & Readonly<{ head: ContractHead }>): readonly string[] => {
  const { head, events } = contract;
  const seqs = new Set(events.map(({ seq }) => seq));
  const { id, source } = head.lastRecord;
  // A contract without a timeline has no event that counts any more.
  const isLastThere = head.timeline.length === 0 || events.some((event) => event.id === id && event.source === source);
  const named = [...new Set([...head.timeline, ...contract.spans].map(({ seq }) => seq))];
  return [
    ...(isLastThere ? [] : [`event ${id} of ${source}`]),
    ...named.filter((seq) => !seqs.has(seq)).map((seq) => `number ${seq} of the ledger`),
  ];
};

const refoldedContract = async (
  { contractId, head, events, spans, charges }: ExaminedContract,
  { policy, today, horizon, merged, pace }: Terms,
): Promise<FoldedContract | null> => {
  pace.begin();
  const numbered = await numberedAt(pace, events, merged);
  const isEmptied = numbered?.length === 0 && head !== null;
  const refold = async () => (numbered === null ? null : refolded(numbered, policy, pace));
  const folded = isEmptied ? emptied(head) : await refold();
  const contract = { contractId, head, fresh: [], movedBy: [] };
  return folded === null
    ? null
    : valuedContract({ contract, folded, stored: { spans, charges } }, horizon, { policy, today, pace });
};

/** Changes that were recorded ahead of their day and that a later event wiped out. */
const lostIn = ({ events }: ExaminedContract, { renewalGraceDays }: ValuationPolicy): readonly DoctorFinding[] => {
  const kept = new KeptContracts();
  for (const row of events) {
    const read = storedEvent(row) as WireContractEvent;
    const ref = { id: read.id, source: read.source, file: null, line: row.seq };
    kept.add({ event: contractEvent(read), ref, linesDigest: linesDigestOf(read) });
  }
  return [...kept.contracts()].flatMap((contract) =>
    lostChanges(contract, checkedTimeline(contract.events, renewalGraceDays)).map(({ text }) =>
      finding('scheduled_change_lost', { object: contract.contractId, what: text }),
    ),
  );
};

const withoutBooks = ({ contractId, events }: ExaminedContract): DoctorFinding =>
  finding('contract_missing', {
    object: contractId,
    what: `contract ${contractId} has ${events.length} events and no books`,
    command: `INSERT INTO unfolded (lane, contract_id, seq) SELECT hashtextextended(contract_id, 0) & 15, contract_id, unnest(seqs) FROM event_pack WHERE contract_id = '${contractId.replaceAll("'", "''")}';`,
  });

const examined = async (contract: ExaminedContract, terms: Terms): Promise<readonly DoctorFinding[]> => {
  const { contractId, head, damage } = contract;
  if (damage !== null) return [unreadable(contract, damage)];
  if (contract.isWaiting) return [];
  if (head === null) return contract.events.length === 0 ? [] : [withoutBooks(contract)];
  const stored = { ...contract, head };
  const gone = missingEvents(stored);
  if (gone.length > 0) {
    const what = `contract ${contractId}: ${gone.join(', ')} is gone`;
    return [finding('event_missing', { object: contractId, what })];
  }
  const right = await refoldedContract(contract, terms);
  const differences = right === null ? [] : contractDifferences(stored, right, terms.today);
  return [...differences, ...lostIn(contract, terms.policy)];
};

/** A row that was changed by hand may be no event any more, and reading it may fail in any way. */
const unreadable = ({ contractId }: ExaminedContract, error: unknown): DoctorFinding =>
  finding('event_unreadable', {
    object: contractId,
    what: `contract ${contractId}: ${error instanceof Error ? error.message : String(error)}`,
  });

const mergedFrom = (merges: BooksToExamine['merges']): MergedCustomers => {
  const read = merges.map(storedEvent).filter((event) => event.kind === 'merged');
  const into = [...lastMerges(read)].flatMap(([from, merge]) =>
    merge.into === null ? [] : [[from, merge.into] as const],
  );
  return mergedCustomers(new Map(into));
};

const mergeFindings = ({ merged, merges }: BooksToExamine, right: MergedCustomers): readonly DoctorFinding[] =>
  [...new Set([...merged.keys(), ...right.keys()])]
    .filter((customer) => merged.get(customer) !== right.get(customer))
    .map((customer) => {
      const [is, should] = [merged.get(customer) ?? 'itself', right.get(customer) ?? 'itself'];
      const what = `customer ${customer} counts for ${is}; by the ${merges.length} merges in the ledger it counts for ${should}`;
      return finding('merge_differs', { object: customer, what });
    });

/** Folds contracts again from their events, and compares them with what is stored. */
export const examineContracts = async (
  books: BooksToExamine,
  { policy, today, onContracts }: ContractTerms,
): Promise<readonly DoctorFinding[]> => {
  const found = new KeptFindings();
  const merged = mergedFrom(books.merges);
  found.add(...mergeFindings(books, merged));
  const terms = { policy, today, horizon: books.horizon, merged, pace: unhurried() };
  let count = 0;
  for await (const { contracts, share } of books.contracts()) {
    for (const contract of contracts) {
      found.add(...(await examined(contract, terms).catch((error: unknown) => [unreadable(contract, error)])));
    }
    count += contracts.length;
    onContracts(count, share);
  }
  return found.all();
};
