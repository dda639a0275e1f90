import type { ForgottenCustomer } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import * as sql from './erasure.sql.ts';
import { mentions } from './mentions.ts';

type BytesRow = Readonly<{ id: string; value: Buffer | null }>;
type RefusedRow = BytesRow & Readonly<{ format: string | null; key: Buffer | null; message: string }>;

/**
 * Removes the payloads of erased events, and those without an event that name the customer. Without its payload an event
 * is one that came as an event: it is never translated anew. Returns their number.
 */
export const erasePayloads = async ({ query }: Transaction, customerId: string, erasureId: string): Promise<number> => {
  const owned = await query<{ id: string }>(sql.PAYLOADS_OF_ERASED, [erasureId]);
  const silent = await query<BytesRow>(sql.SILENT_PAYLOADS, [customerId]);
  const ids = new Set([...owned, ...silent.filter(({ value }) => mentions(value, customerId))].map(({ id }) => id));
  for (const statement of sql.REMOVE_PAYLOADS) await query(statement, [[...ids]]);
  return ids.size;
};

/** An event that was refused stays without the customer, if it is one; of anything else the value is removed. */
const valueOf = ({ format, value }: RefusedRow, forgotten: ForgottenCustomer): Buffer | null => {
  if (format !== null || value === null) return null;
  try {
    return Buffer.from(forgotten.withoutIt(value.toString('utf8'), 'structured'));
  } catch {
    return null;
  }
};

/** Takes the customer out of the refused events that name it. Returns their number. */
export const eraseRefused = async ({ query }: Transaction, forgotten: ForgottenCustomer): Promise<number> => {
  const { customerId, pseudonym } = forgotten;
  const rows = (await query<RefusedRow>(sql.REFUSED_WITH_ID, [customerId])).filter(
    ({ key, value }) => mentions(value, customerId) || mentions(key, customerId),
  );
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await query(sql.REWRITE_REFUSED, [
    ids,
    rows.map((row) => valueOf(row, forgotten)),
    rows.map(({ message }) => message.replaceAll(customerId, pseudonym)),
  ]);
  await query(sql.REWRITE_STEPS, [ids, customerId, pseudonym]);
  return rows.length;
};

/** Takes the customer out of the records that wait to be published. */
export const eraseOutgoing = async (
  { query }: Transaction,
  { customerId, pseudonym }: Pick<ForgottenCustomer, 'customerId' | 'pseudonym'>,
): Promise<void> => {
  const [from, to] = [customerId, pseudonym].map((id) => JSON.stringify(id)) as [string, string];
  const rows = await query<BytesRow>(sql.OUTGOING_WITH_ID, [from]);
  if (rows.length === 0) return;
  // Latin-1 keeps every byte, also of a dead letter that is no text.
  const [bytesFrom, bytesTo] = [from, to].map((text) => Buffer.from(text).toString('latin1')) as [string, string];
  await query(sql.REWRITE_OUTGOING, [
    rows.map(({ id }) => id),
    rows.map(({ value }) =>
      value === null ? null : Buffer.from(value.toString('latin1').replaceAll(bytesFrom, bytesTo), 'latin1'),
    ),
  ]);
};
