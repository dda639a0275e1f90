import type { KeptPayload, PayloadGroup } from '@app/processing';
import type { StoredEvent } from '../packs/stored-event.ts';

export type GroupRow = Omit<PayloadGroup, 'configId'> & Readonly<{ config_id: string }>;

export const groupFrom = ({ config_id, ...row }: GroupRow): PayloadGroup => ({ ...row, configId: config_id });

export type PayloadRow = Pick<KeptPayload, 'format' | 'origin' | 'version' | 'value'> &
  Readonly<{ payload_id: string; config_id: string; observed_at: string | null }>;

export const payloadFrom = (row: PayloadRow, events: readonly StoredEvent[]): KeptPayload => ({
  payloadId: BigInt(row.payload_id),
  format: row.format,
  origin: row.origin,
  version: row.version,
  configId: row.config_id,
  observed: row.observed_at,
  value: row.value,
  events: events.map((event) => ({ ...event, contractId: event.contract_id })),
});
