import { Decimal } from '@app/domain';
import { type ContractToList, measureFields } from '@app/processing';
import { dateFrom, endFrom } from '../contracts/stored-dates.ts';
import { type MeasureRow, measuresFrom } from '../contracts/stored-span.ts';

/** A span as a list reads it. */
export type ContractRow = MeasureRow &
  Readonly<{
    customer_id: string;
    contract_id: string;
    currency: string;
    renews: readonly string[] | null;
    attributes: Readonly<Record<string, string>> | null;
    term_start: string;
    term_end: string;
    auto_renew: boolean;
    anchor: string;
  }>;

export const contractFrom = (row: ContractRow): ContractToList => ({
  contractId: row.contract_id,
  customerId: row.customer_id,
  currency: row.currency,
  arr: new Decimal(row.arr),
  measures: measureFields(measuresFrom(row)),
  renews: row.renews ?? [],
  attributes: row.attributes ?? {},
  term: {
    start: dateFrom(row.term_start),
    end: endFrom(row.term_end),
    autoRenew: row.auto_renew,
    anchor: dateFrom(row.anchor),
  },
});
