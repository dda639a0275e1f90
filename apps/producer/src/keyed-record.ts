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
 * The key is the contract, so that the events of one contract share a partition, or the customer of a merge. A line
 * that names neither has no key.
 */
export const keyedRecord = (line: string): KeyedRecord => {
  const event = parsed(line);
  const data = isObject(event) ? event['data'] : null;
  const key = isObject(data) ? (data['contract_id'] ?? data['customer_id']) : null;
  return { key: typeof key === 'string' ? key : null, value: line };
};
