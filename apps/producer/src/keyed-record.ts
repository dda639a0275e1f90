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

/**
 * Keyed by contract, so that the events of one contract share a partition; a merge of customers by its customer. A line that
 * names neither goes without a key.
 */
export const keyedRecord = (line: string): KeyedRecord => {
  const event = parsed(line);
  const data = isObject(event) ? event['data'] : null;
  const key = isObject(data) ? (data['contract_id'] ?? data['customer_id']) : null;
  return { key: typeof key === 'string' ? key : null, value: line };
};
