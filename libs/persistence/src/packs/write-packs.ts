import type { ContractId } from '@app/domain';
import { ColumnArrays, columnNames, type Columns, unnested } from '../database/column-arrays.ts';
import type { Querying } from '../database/database.ts';
import { dictionaryIn, packBody, packText } from './event-pack.ts';
import { type FirstPack, firstPacks } from './read-packs.ts';
import type { StoredEvent } from './stored-event.ts';

/** The characters of the values in a pack, unless one event alone has more. This bounds what is read for one event. */
const PACK_LENGTH = 32_768;

const COLUMNS = {
  contract_id: 'text',
  first_seq: 'bigint',
  // A `bigint` that can be null.
  dictionary: 'numeric',
  seqs: 'bigint[]',
  body: 'bytea',
} as const satisfies Columns;

const INSERT_PACKS = `INSERT INTO event_pack (${columnNames(COLUMNS)}) SELECT ${unnested(COLUMNS)}`;

/** The bytes of bodies after which packs are sent. */
const SENT_AT_BYTES = 1_000_000;

/** The events in the order of their numbers, cut into packs. */
const inPacks = (events: readonly StoredEvent[]): readonly (readonly [StoredEvent, ...StoredEvent[]])[] => {
  const packs: [StoredEvent, ...StoredEvent[]][] = [];
  let length = 0;
  for (const event of events.toSorted((a, b) => a.seq - b.seq)) {
    const last = packs.at(-1);
    length += event.text.length;
    if (last !== undefined && length <= PACK_LENGTH) last.push(event);
    else {
      packs.push([event]);
      length = event.text.length;
    }
  }
  return packs;
};

/**
 * Writes events into packs. One writer at a time holds a contract: a fold by the lock of its shard, other work by that
 * of the store.
 */
export class PackWriter {
  readonly #store: Querying;
  readonly #first: ReadonlyMap<ContractId, FirstPack>;
  #rows = new ColumnArrays(COLUMNS);

  private constructor(store: Querying, first: ReadonlyMap<ContractId, FirstPack>) {
    this.#store = store;
    this.#first = first;
  }

  /**
   * `contracts` are those that may have packs already, of the ones that will be added; `known` are packs of some of them
   * that were read before.
   */
  static async forContracts(
    store: Querying,
    contracts: readonly ContractId[],
    known: ReadonlyMap<ContractId, FirstPack> = new Map(),
  ): Promise<PackWriter> {
    const others = contracts.filter((contractId) => !known.has(contractId));
    return new PackWriter(store, new Map([...known, ...(await firstPacks(store, others))]));
  }

  /** Adds events of a contract that are in no pack. Many are sent at once. */
  async add(contractId: ContractId, events: readonly StoredEvent[]): Promise<void> {
    let first = this.#first.get(contractId) ?? null;
    for (const pack of inPacks(events)) {
      const [{ seq: firstSeq }] = pack;
      const text = packText(pack);
      this.#rows.add({
        contract_id: contractId,
        first_seq: firstSeq,
        dictionary: first === null ? null : String(first.firstSeq),
        seqs: pack.map(({ seq }) => seq),
        body: packBody(text, first?.dictionary ?? null),
      });
      first ??= { firstSeq, dictionary: dictionaryIn(text) };
      if (this.#rows.size > SENT_AT_BYTES) await this.write();
    }
  }

  /** Sends what was added and not sent yet. */
  async write(): Promise<void> {
    if (this.#rows.isEmpty) return;
    const parameters = this.#rows.parameters();
    this.#rows = new ColumnArrays(COLUMNS);
    await this.#store.query(INSERT_PACKS, parameters);
  }
}
