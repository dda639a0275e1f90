import type { ContractId } from '@app/domain';
import type { LedgerRow } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { dictionaryIn, eventsInText, textOfBody } from './event-pack.ts';
import * as sql from './read-packs.sql.ts';
import { type StoredEvent, storedEventFrom } from './stored-event.ts';

/** A row of `event_pack`. Numbers in it are text. */
type PackRow = Readonly<{
  contract_id: ContractId;
  first_seq: string;
  dictionary: string | null;
  seqs: readonly string[];
  body: Buffer;
  /** Those of its numbers that no longer count; null if that was not asked. */
  superseded: readonly string[] | null;
}>;

type WaitingRow = StoredEvent & Readonly<{ body: null }>;

type Row = PackRow | WaitingRow;

/** A pack as it is stored. */
export type Pack = Readonly<{
  contractId: ContractId;
  firstSeq: number;
  /** The first number of the pack that has its dictionary; null: it has none. */
  dictionary: number | null;
  events: readonly StoredEvent[];
}>;

/** A pack was changed by hand or by a fault of the disk, or the one with its dictionary was. */
export class DamagedPackError extends Error {
  override readonly name = 'DamagedPackError';

  constructor(contractId: string, firstSeq: string, cause: unknown) {
    super(`the pack of contract ${contractId} that begins with number ${firstSeq} of the ledger cannot be read`, {
      cause,
    });
  }
}

/** The texts of packs, each inflated once. Every dictionary that a pack names is among them. */
class PackTexts {
  readonly #rows: ReadonlyMap<string, PackRow>;
  readonly #texts = new Map<string, Buffer>();

  constructor(rows: readonly PackRow[]) {
    this.#rows = new Map(rows.map((row) => [PackTexts.#keyOf(row.contract_id, row.first_seq), row]));
  }

  static #keyOf(contractId: string, firstSeq: string): string {
    return `${firstSeq} ${contractId}`;
  }

  of(contractId: string, firstSeq: string): Buffer {
    const key = PackTexts.#keyOf(contractId, firstSeq);
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const row = this.#rows.get(key);
    if (row === undefined) throw new Error('it is missing');
    const dictionary = row.dictionary === null ? null : dictionaryIn(this.of(contractId, row.dictionary));
    const text = textOfBody(row.body, dictionary);
    this.#texts.set(key, text);
    return text;
  }
}

const packFrom = (row: PackRow, texts: PackTexts): Pack => {
  const { contract_id, first_seq, dictionary, seqs } = row;
  try {
    const events = eventsInText(texts.of(contract_id, first_seq));
    if (events.length !== seqs.length) throw new Error(`it has ${events.length} events and ${seqs.length} numbers`);
    return {
      contractId: contract_id,
      firstSeq: Number(first_seq),
      dictionary: dictionary === null ? null : Number(dictionary),
      events: events.map((event, i) => ({ ...event, seq: Number(seqs[i]), contract_id })),
    };
  } catch (error) {
    throw new DamagedPackError(contract_id, first_seq, error);
  }
};

/** A pack without a dictionary, by whose text later packs of its contract are compressed. */
export type FirstPack = Readonly<{ firstSeq: number; dictionary: Buffer }>;

/** `texts` has the text of the row. */
const firstPackFrom = (row: Pick<PackRow, 'contract_id' | 'first_seq'>, texts: PackTexts): FirstPack => {
  const { contract_id, first_seq } = row;
  try {
    return { firstSeq: Number(first_seq), dictionary: dictionaryIn(texts.of(contract_id, first_seq)) };
  } catch (error) {
    throw new DamagedPackError(contract_id, first_seq, error);
  }
};

const isPack = (row: Row): row is PackRow => row.body !== null;

const isWaiting = (row: Row): row is WaitingRow => row.body === null;

const waitingFrom = ({
  contract_id,
  seq,
  source,
  id,
  type,
  mode,
  time,
  subject,
  headers,
  text,
}: WaitingRow): StoredEvent =>
  storedEventFrom({ contract_id, seq, source, id, type, mode, time, subject, headers, text });

/** All events in the rows, those in packs first, without those that no longer count. */
const eventsIn = (rows: readonly Row[], texts = new PackTexts(rows.filter(isPack))): readonly StoredEvent[] => {
  const packed = rows.filter(isPack).flatMap((row) => {
    const { events } = packFrom(row, texts);
    if (row.superseded === null || row.superseded.length === 0) return events;
    const superseded = new Set(row.superseded.map(Number));
    return events.filter(({ seq }) => !superseded.has(seq));
  });
  return [...packed, ...rows.filter(isWaiting).map(waitingFrom)];
};

/** Where events are looked for: in packs, where folded ones are, or in the queue too. */
export type Among = 'packs' | 'packs and queue';

/** All events of the contracts that count, in no order. */
export const eventsOf = async (
  store: Querying,
  contracts: readonly ContractId[],
  among: Among,
): Promise<readonly StoredEvent[]> => {
  const statement =
    among === 'packs' ? sql.PACKS_OF_CONTRACTS : `${sql.PACKS_OF_CONTRACTS} UNION ALL ${sql.WAITING_OF_CONTRACTS}`;
  return eventsIn(await store.query<Row>(statement, [contracts]));
};

/** All packs of the contracts, also with events that no longer count. */
export const packsOf = async (store: Querying, contracts: readonly string[]): Promise<readonly Pack[]> => {
  const rows = (await store.query<Row>(sql.PACKS_OF_CONTRACTS, [contracts])).filter(isPack);
  const texts = new PackTexts(rows);
  return rows.map((row) => packFrom(row, texts));
};

export type Wanted = Readonly<{ contractId: ContractId; seq: number }>;

/** Events of contracts by their numbers, in no order, also those that no longer count. A number that is none is left out. */
export const eventsBySeq = async (
  store: Querying,
  wanted: readonly Wanted[],
  among: Among,
  onFirst: (contractId: ContractId, first: FirstPack) => void = () => undefined,
): Promise<readonly StoredEvent[]> => {
  if (wanted.length === 0) return [];
  const statement =
    among === 'packs' ? sql.PACKS_WITH_EVENTS : `${sql.PACKS_WITH_EVENTS} UNION ALL ${sql.WAITING_EVENTS}`;
  const rows = await store.query<Row>(statement, [
    wanted.map(({ contractId }) => contractId),
    wanted.map(({ seq }) => seq),
  ]);
  const seqs = new Set(wanted.map(({ seq }) => seq));
  const packs = rows.filter(isPack);
  const texts = new PackTexts(packs);
  for (const row of packs) if (row.dictionary === null) onFirst(row.contract_id, firstPackFrom(row, texts));
  // Others are there for their dictionaries alone.
  const asked = rows.filter((row) => isWaiting(row) || row.seqs.some((seq) => seqs.has(Number(seq))));
  return eventsIn(asked, texts).filter(({ seq }) => seqs.has(seq));
};

type FirstRow = Pick<PackRow, 'contract_id' | 'first_seq' | 'body'>;

/** A pack without a dictionary of each contract that has one. */
export const firstPacks = async (
  store: Querying,
  contracts: readonly ContractId[],
): Promise<ReadonlyMap<ContractId, FirstPack>> => {
  if (contracts.length === 0) return new Map();
  const rows = await store.query<FirstRow>(sql.FIRST_PACKS, [contracts]);
  const texts = new PackTexts(rows.map((row) => ({ ...row, dictionary: null, seqs: [], superseded: null })));
  return new Map(rows.map((row) => [row.contract_id, firstPackFrom(row, texts)]));
};

/** Merges of customers by their numbers, in no order. */
export const mergesBySeq = async (store: Querying, seqs: readonly number[]): Promise<readonly LedgerRow[]> =>
  seqs.length === 0 ? [] : (await store.query<LedgerRow>(sql.MERGES_BY_SEQ, [seqs])).map(storedEventFrom);

/** Pages of merges of customers, all of them, in the order of their numbers. */
export async function* mergePages(store: Querying, page: number): AsyncGenerator<readonly LedgerRow[]> {
  for (let after: number | null = -1; after !== null;) {
    const rows: readonly LedgerRow[] = (await store.query<LedgerRow>(sql.MERGES_PAGE, [after, page])).map(
      storedEventFrom,
    );
    yield rows;
    after = rows.length < page ? null : (rows.at(-1)?.seq ?? null);
  }
}

/** Pages of the contracts that have packs, all of them, in their order. */
export async function* contractPages(store: Querying, page: number): AsyncGenerator<readonly ContractId[]> {
  for (let after: string | null = ''; after !== null;) {
    const rows: { contract_id: ContractId }[] = await store.query(sql.CONTRACTS_WITH_PACKS, [after, page]);
    yield rows.map(({ contract_id }) => contract_id);
    after = rows.length < page ? null : (rows.at(-1)?.contract_id ?? null);
  }
}

type QueuedRow = StoredEvent & Readonly<{ lane: number }>;

/** Pages of the events that wait for a fold, all of them. */
export async function* waitingPages(store: Querying, page: number): AsyncGenerator<readonly StoredEvent[]> {
  for (let after: readonly [number, string, number] | null = [-1, '', -1]; after !== null;) {
    const rows: QueuedRow[] = await store.query<QueuedRow>(sql.WAITING_PAGE, [...after, page]);
    yield rows.map(({ lane: _, ...event }) => storedEventFrom(event));
    const last = rows.at(-1);
    after = last === undefined || rows.length < page ? null : [last.lane, last.contract_id, Number(last.seq)];
  }
}
