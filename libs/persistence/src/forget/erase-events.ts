import type { ContractId } from '@app/domain';
import type { ForgottenCustomer, LedgerRow } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { contractPages, mergePages, type Pack, packsOf, waitingPages } from '../packs/read-packs.ts';
import { rewrittenBodies } from '../packs/rewritten-bodies.ts';
import type { StoredEvent } from '../packs/stored-event.ts';
import { ADD_ERASED, REWRITE_MERGES, REWRITE_PACKS, REWRITE_WAITING } from './erasure.sql.ts';

type Erasing = ForgottenCustomer & Readonly<{ erasureId: string; onEvents: (events: number) => void }>;

/** Contracts whose packs are read at once. */
const CONTRACTS = 500;
/** Events of the queue, and merges, that are read at once. */
const PAGE = 2_000;

const HAS_REASON = '"reason"';
const ESCAPE = String.raw`\u`;

/** Takes a customer out of events, wherever they are kept, and counts them. */
class Erasure {
  readonly contracts = new Set<ContractId>();
  events = 0;
  readonly #transaction: Transaction;
  readonly #erasing: Erasing;

  constructor(transaction: Transaction, erasing: Erasing) {
    this.#transaction = transaction;
    this.#erasing = erasing;
  }

  async ofPacks(contracts: readonly ContractId[]): Promise<void> {
    const byContract = Map.groupBy(await packsOf(this.#transaction, contracts), ({ contractId }) => contractId);
    for (const [contractId, packs] of byContract) await this.#ofContract(contractId, packs);
  }

  /**
   * The events that wait. Those that end a contract are of a contract that is known once all others are read, so the
   * caller reads the queue twice.
   */
  async ofQueue(): Promise<void> {
    for await (const events of waitingPages(this.#transaction, PAGE)) {
      const own = events.filter((event) => this.#isOwn(event));
      for (const { contract_id } of own) this.contracts.add(contract_id);
      await this.#rewriteWaiting(own);
    }
  }

  async ofEndsInQueue(): Promise<void> {
    for await (const events of waitingPages(this.#transaction, PAGE)) {
      await this.#rewriteWaiting(events.filter((event) => this.#isEnd(event) && !this.#isOwn(event)));
    }
  }

  async ofMerges(): Promise<void> {
    for await (const merges of mergePages(this.#transaction, PAGE)) {
      const own = merges.filter((merge) => this.#isOwn(merge));
      if (own.length === 0) continue;
      const texts = own.map((merge) => this.#withoutIt(merge));
      await this.#transaction.query(REWRITE_MERGES, [own.map(({ seq }) => seq), texts]);
      await this.#addErased(own);
    }
  }

  /** The ends of contracts that only events of the queue have shown to be the customer's. */
  async ofEndsInPacks(contracts: readonly ContractId[]): Promise<void> {
    for (let at = 0; at < contracts.length; at += CONTRACTS) await this.ofPacks(contracts.slice(at, at + CONTRACTS));
  }

  /** All packs of a contract are written anew if one changes, because its text may be the dictionary of the others. */
  async #ofContract(contractId: ContractId, packs: readonly Pack[]): Promise<void> {
    const events = packs.flatMap((pack) => pack.events);
    if (events.some((event) => this.#isOwn(event))) this.contracts.add(contractId);
    const changed = events.filter((event) => this.#isOwn(event) || this.#isEnd(event));
    if (changed.length === 0) return;
    const isChanged = new Set(changed);
    const bodies = rewrittenBodies(packs, (event) =>
      isChanged.has(event) ? { ...event, text: this.#withoutIt(event), headers: null } : event,
    );
    await this.#transaction.query(REWRITE_PACKS, [
      packs.map(() => contractId),
      packs.map(({ firstSeq }) => firstSeq),
      bodies,
    ]);
    await this.#addErased(changed);
  }

  /** A text is parsed only if it has the customer's id as JSON, or an escape, which may spell it otherwise. */
  #isOwn({ text, mode }: LedgerRow): boolean {
    const mayNameIt = text.includes(JSON.stringify(this.#erasing.customerId)) || text.includes(ESCAPE);
    return mayNameIt && this.#erasing.isNamedIn(text, mode);
  }

  /** Whether the event has the reason why a contract of the customer ended, which is a text about the customer. */
  #isEnd({ contract_id, text }: StoredEvent): boolean {
    return this.contracts.has(contract_id) && text.includes(HAS_REASON);
  }

  #withoutIt({ text, mode }: LedgerRow): string {
    return this.#erasing.withoutIt(text, mode);
  }

  async #rewriteWaiting(events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#transaction.query(REWRITE_WAITING, [
      events.map(({ contract_id }) => contract_id),
      events.map(({ seq }) => seq),
      events.map((event) => this.#withoutIt(event)),
    ]);
    await this.#addErased(events);
  }

  async #addErased(events: readonly LedgerRow[]): Promise<void> {
    const { erasureId, onEvents } = this.#erasing;
    const columns = [events.map(({ id }) => id), events.map(({ source }) => source)];
    await this.#transaction.query(ADD_ERASED, [...columns, erasureId]);
    this.events += events.length;
    onEvents(this.events);
  }
}

/**
 * Takes the customer out of the events that name it, and out of the reasons with which their contracts ended. Returns
 * their number, and the contracts.
 */
export const eraseEvents = async (
  transaction: Transaction,
  erasing: Erasing,
): Promise<Readonly<{ events: number; contracts: readonly ContractId[] }>> => {
  const erasure = new Erasure(transaction, erasing);
  for await (const contracts of contractPages(transaction, CONTRACTS)) await erasure.ofPacks(contracts);
  const inPacks = new Set(erasure.contracts);
  await erasure.ofQueue();
  await erasure.ofEndsInPacks([...erasure.contracts].filter((contractId) => !inPacks.has(contractId)));
  await erasure.ofEndsInQueue();
  await erasure.ofMerges();
  return { events: erasure.events, contracts: [...erasure.contracts] };
};
