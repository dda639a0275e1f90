import { readFileSync } from 'node:fs';
import { connectSchema, type ConnectSchema } from './connect-schema.ts';
import { type JsonSchema, recordFields } from './record-fields.ts';
import { leftOut, targetTable } from './target-table.ts';

const SCHEMAS = new URL('../../docs/schemas/', import.meta.url);

/** What a worker and a database need to know of a topic, from the published schema of its values. */
type SinkTopic = Readonly<{
  /** `snapshot` or `contract`: files and connectors have it in their names. */
  name: string;
  schema: ConnectSchema;
  table: string;
  /** The fields that a sink of rows leaves out. */
  leftOut: readonly string[];
}>;

const sinkTopic = (name: string, key: readonly string[]): SinkTopic => {
  const published = JSON.parse(readFileSync(new URL(`${name}.schema.json`, SCHEMAS), 'utf8')) as JsonSchema;
  const fields = recordFields(published);
  return {
    name,
    schema: connectSchema(fields, { name: `acv.${name}.v1`, key }),
    table: targetTable(fields, { table: `acv_${name}`, key }),
    leftOut: leftOut(fields),
  };
};

export const SINK_TOPICS: readonly SinkTopic[] = [
  sinkTopic('snapshot', ['grain', 'period', 'dimension', 'segment']),
  sinkTopic('contract', ['contract_id']),
];
