import type { ContractId } from '@app/domain';
import {
  type BooksToExamine,
  ExaminedBooks,
  type ExaminedContract,
  type Extent,
  type LedgerRow,
  type PolicyAtHand,
  type TrialTake,
} from '@app/processing';
import { PostgresFoldTransaction } from '../contracts/postgres-fold-transaction.ts';
import { HEADS } from '../contracts/read-contracts.sql.ts';
import { dateFrom } from '../contracts/stored-dates.ts';
import { headFrom, type StoredHeadRow } from '../contracts/stored-head.ts';
import type { Database, Querying, Transaction } from '../database/database.ts';
import { readMergedCustomers } from '../merges/merged-customers.ts';
import { DamagedPackError, mergePages } from '../packs/read-packs.ts';
import { compareUnderPolicy, readUnderPolicy } from '../reading/read-under-policy.ts';
import {
  CONTRACT_PAGE,
  CONTRACTS_ESTIMATED,
  CONTRACTS_UP_TO,
  HORIZON,
  SAMPLED_CONTRACTS,
  WAITING_CONTRACTS,
} from './examined-contracts.sql.ts';
import { PostgresTrialTake } from './postgres-trial-take.ts';

/** The contracts of a sample. A store that has no more is examined as a whole. */
const SAMPLE = 1000;
/** Contracts read at once, which bounds memory. */
const PAGE = 200;
/** Merges of customers read at once. */
const MERGES = 5000;

/** Rolls back a trial, so that nothing of it stays, not even a temporary table. */
class TrialIsOver extends Error {}

type Ids = Readonly<{ ids: readonly ContractId[]; share: number }>;

async function* allIds(store: Querying): AsyncGenerator<Ids> {
  const [row] = await store.query<{ contracts: number }>(CONTRACTS_ESTIMATED);
  const estimated = Math.max(1, row?.contracts ?? 1);
  let read = 0;
  for (let after: string | null = ''; after !== null;) {
    const rows: { contract_id: ContractId }[] = await store.query<{ contract_id: ContractId }>(CONTRACT_PAGE, [
      after,
      PAGE,
    ]);
    read += rows.length;
    yield { ids: rows.map(({ contract_id }) => contract_id), share: Math.min(1, read / estimated) };
    after = rows.length < PAGE ? null : (rows.at(-1)?.contract_id ?? null);
  }
}

/** Twice the pages that the sample should take, because pages are chosen by chance. */
async function* sampledIds(store: Querying): AsyncGenerator<Ids> {
  const [row] = await store.query<{ contracts: number }>(CONTRACTS_ESTIMATED);
  const percent = Math.min(100, (200 * SAMPLE) / Math.max(SAMPLE, row?.contracts ?? SAMPLE));
  const rows = await store.query<{ contract_id: ContractId }>(SAMPLED_CONTRACTS(percent), [SAMPLE]);
  for (let at = 0; at < rows.length; at += PAGE) {
    const ids = rows.slice(at, at + PAGE).map(({ contract_id }) => contract_id);
    yield { ids, share: Math.min(1, (at + PAGE) / rows.length) };
  }
}

const isSmall = async (store: Querying): Promise<boolean> => {
  const [row] = await store.query<{ contracts: number }>(CONTRACTS_UP_TO, [SAMPLE + 1]);
  return (row?.contracts ?? 0) <= SAMPLE;
};

const mergesIn = async (store: Querying): Promise<readonly LedgerRow[]> => {
  const merges: LedgerRow[] = [];
  for await (const page of mergePages(store, MERGES)) merges.push(...page);
  return merges;
};

/** What a fold reads, of which nothing is folded. */
const reader = (transaction: Transaction, at: Pick<BooksToExamine, 'horizon' | 'merged'>): PostgresFoldTransaction =>
  new PostgresFoldTransaction(transaction, {
    ...{ stale: [], dequeued: null, contractsTopic: null, now: () => new Date() },
    ...at,
  });

/** The events of a contract, or why they cannot be read. */
type EventsOrDamage = readonly LedgerRow[] | DamagedPackError;

/** All at once, and one by one if a pack is damaged. */
const eventsOrDamage = async (
  books: PostgresFoldTransaction,
  ids: readonly ContractId[],
): Promise<ReadonlyMap<ContractId, EventsOrDamage>> => {
  try {
    return await books.allEvents(ids);
  } catch (error) {
    if (!(error instanceof DamagedPackError)) throw error;
    const [only, ...others] = ids;
    if (only !== undefined && others.length === 0) return new Map([[only, error]]);
  }
  const each = new Map<ContractId, EventsOrDamage>();
  for (const id of ids) for (const [key, events] of await eventsOrDamage(books, [id])) each.set(key, events);
  return each;
};

const eventsOf = (found: EventsOrDamage): Pick<ExaminedContract, 'events' | 'damage'> =>
  found instanceof DamagedPackError ? { events: [], damage: found } : { events: found, damage: null };

const examinedContracts = async (
  transaction: Transaction,
  books: PostgresFoldTransaction,
  ids: readonly ContractId[],
): Promise<readonly ExaminedContract[]> => {
  const heads = (await transaction.query<StoredHeadRow>(HEADS, [ids])).map(headFrom);
  const headOf = new Map(heads.map((head) => [head.contractId, head]));
  const waiting = await transaction.query<{ contract_id: ContractId }>(WAITING_CONTRACTS, [ids]);
  const isWaiting = new Set(waiting.map(({ contract_id }) => contract_id));
  const events = await eventsOrDamage(books, ids);
  const tails = ids.map((contractId) => ({ contractId, since: null }));
  const spans = await books.spans(tails);
  const charges = await books.charges(tails);
  return ids.map((contractId) => ({
    contractId,
    head: headOf.get(contractId) ?? null,
    ...eventsOf(events.get(contractId) ?? []),
    spans: spans.get(contractId) ?? [],
    charges: charges.get(contractId) ?? [],
    isWaiting: isWaiting.has(contractId),
  }));
};

/** Reads the books in one state each time, and writes nothing. */
export class PostgresExaminedBooks extends ExaminedBooks {
  constructor(
    private readonly database: Database,
    private readonly at: PolicyAtHand,
  ) {
    super();
  }

  async read<T>(extent: Extent, work: (books: BooksToExamine) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.at.policyId, async (transaction) => {
      const [store] = await transaction.query<{ horizon: string }>(HORIZON);
      const at = { horizon: dateFrom(store?.horizon ?? ''), merged: await readMergedCustomers(transaction) };
      const books = reader(transaction, at);
      const isWhole = extent === 'all' || (await isSmall(transaction));
      async function* contracts(): ReturnType<BooksToExamine['contracts']> {
        for await (const { ids, share } of isWhole ? allIds(transaction) : sampledIds(transaction)) {
          yield { contracts: await examinedContracts(transaction, books, ids), share };
        }
      }
      return work({ ...at, merges: await mergesIn(transaction), contracts });
    });
  }

  async takeOnTrial<T>(work: (take: TrialTake) => Promise<T>): Promise<T> {
    const made: { result?: T } = {};
    try {
      return await compareUnderPolicy(this.database, this.at.policyId, async (transaction) => {
        const trial = new PostgresTrialTake(transaction, this.at.policy);
        made.result = await work({ transaction: trial, written: () => trial.written() });
        throw new TrialIsOver();
      });
    } catch (error) {
      if (error instanceof TrialIsOver && made.result !== undefined) return made.result;
      throw error;
    }
  }
}
