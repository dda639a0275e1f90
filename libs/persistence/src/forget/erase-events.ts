import type { ForgottenCustomer, LedgerRow } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { ENDS_OF_CONTRACTS, EVENTS_WITH_ID, REWRITE_EVENTS } from './erasure.sql.ts';

type EventRow = Readonly<{
  id: string;
  source: string;
  edition: number;
  contract_id: string | null;
  mode: LedgerRow['mode'];
  text: string;
}>;

type Erasing = ForgottenCustomer & Readonly<{ erasureId: string }>;

const PAGE = 2_000;

const rewrite = async ({ query }: Transaction, rows: readonly EventRow[], erasing: Erasing): Promise<void> => {
  if (rows.length === 0) return;
  await query(REWRITE_EVENTS, [
    erasing.erasureId,
    rows.map(({ id }) => id),
    rows.map(({ source }) => source),
    rows.map(({ edition }) => edition),
    rows.map(({ text, mode }) => erasing.withoutIt(text, mode)),
  ]);
};

/**
 * Takes the customer out of the ledger: out of the events that name it, and out of the reasons with which their contracts
 * ended. Returns their number, and the contracts.
 */
export const eraseEvents = async (
  transaction: Transaction,
  erasing: Erasing,
  onEvents: (events: number) => void,
): Promise<Readonly<{ events: number; contracts: readonly string[] }>> => {
  const { query } = transaction;
  const contracts = new Set<string>();
  let [events, behind]: [number, readonly [string, string, number] | null] = [0, ['', '', -1]];
  while (behind !== null) {
    const rows: readonly EventRow[] = await query<EventRow>(EVENTS_WITH_ID, [
      JSON.stringify(erasing.customerId),
      ...behind,
      PAGE,
    ]);
    const own = rows.filter(({ text, mode }) => erasing.isNamedIn(text, mode));
    await rewrite(transaction, own, erasing);
    for (const { contract_id: contract } of own) if (contract !== null) contracts.add(contract);
    events += own.length;
    onEvents(events);
    const last = rows.at(-1);
    behind = last === undefined || rows.length < PAGE ? null : [last.id, last.source, last.edition];
  }
  const ends = await query<EventRow>(ENDS_OF_CONTRACTS, [[...contracts]]);
  await rewrite(transaction, ends, erasing);
  return { events: events + ends.length, contracts: [...contracts] };
};
