import { Decimal, type SignedDays } from '@app/domain';
import { dateFrom, endFrom, nullableDate } from '../contracts/stored-dates.ts';

/** A span of a contract with the stated term of the event that governs it, as node-postgres returns it. */
export type SignedRow = Readonly<{
  customer_id: string;
  contract_id: string;
  valid_from: string;
  valid_to: string;
  /** A bigint, which node-postgres returns as text. */
  seq: string;
  currency: string;
  arr: string;
  gross_arr: string;
  attributes: Readonly<Record<string, string>> | null;
  renews: readonly string[] | null;
  term_start: string;
  term_end: string;
  auto_renew: boolean;
  anchor: string | null;
}>;

export const signedDays = (row: SignedRow): SignedDays => {
  const start = dateFrom(row.term_start);
  return {
    contractId: row.contract_id,
    customerId: row.customer_id,
    currency: row.currency,
    arr: new Decimal(row.arr),
    grossArr: new Decimal(row.gross_arr),
    attributes: row.attributes ?? {},
    renews: row.renews ?? [],
    days: { start: dateFrom(row.valid_from), end: endFrom(row.valid_to) },
    seq: Number(row.seq),
    term: { start, end: endFrom(row.term_end), autoRenew: row.auto_renew, anchor: nullableDate(row.anchor) ?? start },
  };
};
