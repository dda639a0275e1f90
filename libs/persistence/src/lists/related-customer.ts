import { type ComparedDays, Decimal } from '@app/domain';
import type { KnownCustomer } from '@app/processing';
import { dateFrom, endFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Transaction } from '../database/database.ts';
import { CUSTOMER_AFTER_MERGES, RELATED_SPANS } from './related-customer.sql.ts';

type SpanRow = Readonly<{
  customer_id: string;
  contract_id: string;
  currency: string;
  arr: string;
  renews: readonly string[] | null;
  valid_from: string;
  valid_to: string;
}>;

const comparedDays = (row: SpanRow): ComparedDays => ({
  customerId: row.customer_id,
  contractId: row.contract_id,
  currency: row.currency,
  arr: new Decimal(row.arr),
  renews: row.renews ?? [],
  days: { start: dateFrom(row.valid_from), end: endFrom(row.valid_to) },
});

/** A customer with the spans that its movements depend on; null if it never had an active contract. */
export const relatedCustomer = async ({ query }: Transaction, asked: string): Promise<KnownCustomer | null> => {
  const [row] = await query<{ customer_id: string; first_active: string | null }>(CUSTOMER_AFTER_MERGES, [asked]);
  if (row === undefined) return null;
  const { customer_id: customerId, first_active: firstActive } = row;
  const spans = (await query<SpanRow>(RELATED_SPANS, [customerId])).map(comparedDays);
  return spans.some((span) => span.customerId === customerId)
    ? { customerId, firstActiveDay: nullableDate(firstActive), spans }
    : null;
};
