import type { ContractId } from '@app/domain';
import { queueAgain } from '../contracts/queue-again.ts';
import type { Transaction } from '../database/database.ts';
import { type StoredEvent, storedEventFrom } from '../packs/stored-event.ts';
import { PackWriter } from '../packs/write-packs.ts';
import * as sql from './move-events.sql.ts';

type NumberRow = Readonly<{ contract_id: ContractId; seq: string }>;

/** Moves the events of contracts, and returns their number. Those that wait to be folded go on waiting, with their texts. The others go into packs. */
export const moveEventsOf = async (transaction: Transaction, contracts: readonly ContractId[]): Promise<number> => {
  const { query } = transaction;
  const events = (await query<StoredEvent>(sql.TAKE_FORMER_EVENTS, [contracts])).map(storedEventFrom);
  const numbers = Map.groupBy(await query<NumberRow>(sql.TAKE_NUMBERS, [contracts]), ({ contract_id }) => contract_id);
  const packs = await PackWriter.forContracts(transaction, []);
  for (const [contractId, own] of Map.groupBy(events, ({ contract_id }) => contract_id)) {
    const waiting = new Set((numbers.get(contractId) ?? []).map(({ seq }) => Number(seq)));
    const isEvent = new Set(own.map(({ seq }) => seq));
    await packs.add(
      contractId,
      own.filter(({ seq }) => !waiting.has(seq)),
    );
    if (waiting.size === 0) continue;
    const movedBy = [...waiting].filter((seq) => !isEvent.has(seq));
    await queueAgain(transaction, [{ contractId, events: own.filter(({ seq }) => waiting.has(seq)), movedBy }]);
  }
  await packs.write();
  return events.length;
};

/** Moves the merges of customers, which belong to no contract. */
export const moveMerges = async ({ query }: Transaction): Promise<void> => void (await query(sql.MOVE_MERGES));
