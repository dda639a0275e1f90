import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';

const SCHEMA = join(import.meta.dirname, '..', 'node_modules', 'dclint', 'schemas', 'compose.schema.json');

/** The faults of a Compose file by Compose's own schema; null if it has none. */
export const composeFaults = (file: unknown): unknown => {
  const published = JSON.parse(readFileSync(SCHEMA, 'utf8')) as SchemaObject;
  // The schema names its dialect by an address that the validator does not know. Without it the same dialect is used.
  const { $schema: _dialect, ...schema } = published;
  // The schema leaves out types that strict mode requires, and names formats of its own.
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return validate(file) ? null : validate.errors;
};
