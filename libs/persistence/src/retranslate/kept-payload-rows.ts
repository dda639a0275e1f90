import type { KeptPayload, PayloadGroup } from '@app/processing';
import { ledgerRow, type NumberedRow } from '../contracts/postgres-fold-transaction.ts';

export type GroupRow = Omit<PayloadGroup, 'configId'> & Readonly<{ config_id: string }>;

export const groupFrom = ({ config_id, ...row }: GroupRow): PayloadGroup => ({ ...row, configId: config_id });

export type PayloadRow = Pick<KeptPayload, 'format' | 'origin' | 'version' | 'value'> &
  Readonly<{ payload_id: string; config_id: string; observed_at: string | null }>;

export type PayloadEventRow = NumberedRow & Readonly<{ payload_id: string }>;

export const payloadFrom = (row: PayloadRow, events: readonly PayloadEventRow[]): KeptPayload => ({
  payloadId: BigInt(row.payload_id),
  format: row.format,
  origin: row.origin,
  version: row.version,
  configId: row.config_id,
  observed: row.observed_at,
  value: row.value,
  events: events.map(({ payload_id: _, ...event }) => ({ ...ledgerRow(event), contractId: event.contract_id })),
});
