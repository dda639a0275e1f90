/** Fields with customers' data. They are logged only at debug and trace, because logs travel further than the store. */
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

/** The fields without those of customers, at any depth. Errors and other class instances are kept as they are. */
export const withoutCustomerFields = (fields: unknown): unknown => {
  if (!isPlain(fields)) return fields;
  const kept = Object.entries(fields).filter(([name]) => !CUSTOMER_FIELDS.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutCustomerFields(value)]));
};
