import type { KeyedRecord } from './record-sender.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

/** Keyed by contract, so that the events of one contract share a partition. A line that names none goes without a key. */
export const keyedRecord = (line: string): KeyedRecord => {
  const event = parsed(line);
  const data = isObject(event) ? event['data'] : null;
  const contractId = isObject(data) ? data['contract_id'] : null;
  return { key: typeof contractId === 'string' ? contractId : null, value: line };
};
