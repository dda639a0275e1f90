import type { ContractId } from '@app/domain';
import type { StoredCharge } from '@app/processing';
import { dateFrom } from './stored-dates.ts';

export type ChargeRow = Readonly<{
  contract_id: ContractId;
  date: string;
  seq: number;
  amount: string;
  currency: string;
  customer_id: string;
}>;

export const chargeFrom = (row: ChargeRow): StoredCharge => ({
  contractId: row.contract_id,
  date: dateFrom(row.date),
  seq: Number(row.seq),
  amount: row.amount,
  currency: row.currency,
  customerId: row.customer_id,
});

export const chargeJson = (charge: StoredCharge): ChargeRow => ({
  contract_id: charge.contractId,
  date: charge.date,
  seq: charge.seq,
  amount: charge.amount,
  currency: charge.currency,
  customer_id: charge.customerId,
});
