/** What tells of a customer. Such fields are written at debug and trace alone: logs travel further than the store. */
const CUSTOMER_FIELDS: ReadonlySet<string> = new Set([
  'attributes',
  'contractId',
  'contract_id',
  'customerId',
  'customer_id',
  'data',
  'event',
  'events',
  'key',
  'lines',
  'payload',
  'record',
  'records',
  'subject',
  'value',
]);

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The same fields without those of customers, however deep they stand. Errors and other objects stay as they are. */
export const withoutCustomerFields = (fields: unknown): unknown => {
  if (!isPlain(fields)) return fields;
  const kept = Object.entries(fields).filter(([name]) => !CUSTOMER_FIELDS.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutCustomerFields(value)]));
};
