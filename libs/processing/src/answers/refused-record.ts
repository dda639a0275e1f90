import { isUtf8 } from 'node:buffer';
import type { RefusedEventAnswer, RefusedRecord } from '@app/wire/answers';
import type { RefusedEvent, RefusedStep, StoredRefusal } from '../lists/refused-events.ts';

/** A refused event of a list, by the names of the API. */
export const refusedRow = (refused: RefusedEvent): RefusedEventAnswer => ({
  id: refused.id,
  refused_at: refused.refusedAt.toISOString(),
  origin: refused.origin,
  partition: refused.partition,
  position: refused.position,
  code: refused.code,
  field: refused.field,
  message: refused.message,
  state: refused.state,
  settled_at: refused.settledAt?.toISOString() ?? null,
});

const bytes = (value: Buffer | null): RefusedRecord['value'] => {
  if (value === null) return null;
  return isUtf8(value)
    ? { encoding: 'utf-8', text: value.toString('utf8') }
    : { encoding: 'base64', text: value.toString('base64') };
};

const stepRow = ({ at, eventId, mended, who, outcome, source, code, message, reason }: RefusedStep) => ({
  at: at.toISOString(),
  who,
  outcome,
  source,
  event_id: eventId,
  code,
  message,
  reason,
  mended: bytes(mended),
});

/** A refused record as it came, with what was done with it, by the names of the API. */
export const refusedRecord = (record: StoredRefusal): RefusedRecord => ({
  ...refusedRow(record),
  format: record.format,
  key: bytes(record.key),
  value: bytes(record.value),
  headers: Object.fromEntries(Object.entries(record.headers).map(([name, value]) => [name, bytes(value)] as const)),
  steps: record.steps.map(stepRow),
});
