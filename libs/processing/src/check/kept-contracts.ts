import {
  type CheckedContract,
  type CheckedEvent,
  type ContractEvent,
  type ContractId,
  type CustomerId,
  type EventRef,
  isPriced,
  type TermsEvent,
} from '@app/domain';

const NO_CONTRACTS: readonly ContractId[] = [];

/** The products of recurring lines and commitments, each once. */
const productsOf = ({ lines }: TermsEvent): string =>
  [...new Set(lines.filter(isPriced).map(({ product }) => product))].toSorted().join('\n');

/** An accepted event, where it was read, and a digest of its lines. */
export type ReadEvent = Readonly<{ event: ContractEvent; ref: EventRef; linesDigest: number }>;

/**
 * Keeps of each contract's events what can only be judged once all are read. A text that many events share is kept
 * once: the parser makes a new one for each event, and they would be half of the memory.
 */
export class KeptContracts {
  readonly #contracts = new Map<ContractId, CheckedEvent[]>();
  readonly #customers = new Set<CustomerId>();
  readonly #texts = new Map<string, string>();

  add(read: ReadEvent): void {
    const kept = this.#kept(read);
    if (kept.kind !== 'cancelled') this.#customers.add(kept.customerId);
    const events = this.#contracts.get(kept.contractId);
    if (events === undefined) this.#contracts.set(kept.contractId, [kept]);
    else events.push(kept);
  }

  get count(): number {
    return this.#contracts.size;
  }

  /** The number of customers, before merges. */
  get customers(): number {
    return this.#customers.size;
  }

  *contracts(): Generator<CheckedContract> {
    for (const [contractId, events] of this.#contracts) yield { contractId, events };
  }

  #shared<T extends string>(text: T): T {
    const known = this.#texts.get(text);
    if (known !== undefined) return known as T;
    this.#texts.set(text, text);
    return text;
  }

  #kept({ event, ref, linesDigest }: ReadEvent): CheckedEvent {
    const head = {
      id: event.id,
      source: this.#shared(event.source),
      file: ref.file,
      line: ref.line,
      recordedAt: event.recordedAt,
      version: event.version,
      contractId: this.#shared(event.contractId),
      effectiveDate: event.effectiveDate,
    };
    if (event.kind === 'cancelled') return { ...head, kind: event.kind };
    return {
      ...head,
      kind: event.kind,
      term: event.term,
      customerId: this.#shared(event.customerId),
      currency: this.#shared(event.currency),
      renews: event.renews.length === 0 ? NO_CONTRACTS : event.renews,
      products: this.#shared(productsOf(event)),
      linesDigest,
    };
  }
}
